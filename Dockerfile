# syntax=docker/dockerfile:1

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn/ .mvn/
COPY mvnw pom.xml ./
COPY src/main/ src/main/
COPY README.md CHANGELOG.md LICENSE ./
COPY docs/ docs/
COPY bench/README.md bench/
COPY clients/ clients/
COPY bench/results/ bench/results/
RUN --mount=type=cache,target=/m2 \
    ./mvnw -B -ntp -Dmaven.repo.local=/m2 -Dmaven.test.skip=true package
# Libraries and application are separate image layers, because libraries rarely change.
RUN java -Djarmode=tools -jar target/rondo-*.jar extract --layers --destination layers \
    && mv layers/application/rondo-*.jar layers/application/rondo.jar
# The native library of zstd would be unpacked to /tmp and loaded from there, which a tmpfs of Docker (noexec) prevents.
RUN arch=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *os\.arch = //p') \
    && jar --extract --file layers/dependencies/lib/zstd-jni-*.jar "linux/$arch" \
    && mv "linux/$arch"/libzstd-jni-*.so layers/libzstd-jni.so

FROM eclipse-temurin:25-jre
RUN groupadd --system rondo \
    && useradd --system --gid rondo --no-create-home --home-dir /app --shell /usr/sbin/nologin rondo \
    && install --directory --owner rondo --group rondo /data
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY --from=build /build/layers/libzstd-jni.so ./
# The AOT cache is valid only for the same command line: same jar path, same modules.
RUN java --add-modules=jdk.incubator.vector -DZstdNativePath=/app/libzstd-jni.so -XX:AOTCacheOutput=/app/rondo.aot \
        -Dspring.context.exit=onRefresh -jar /app/rondo.jar --rondo.data-directory=/tmp/training \
    && test -s /app/rondo.aot \
    && rm -rf /tmp/training

# The service listens on all addresses of the container, so requests need a key. RONDO_ADMIN_KEY or RONDO_ADMIN_KEY_FILE gives the
# first one; otherwise it is printed once. RONDO_AUTHENTICATION=off asks for none.
ENV RONDO_DATA_DIRECTORY=/data \
    RONDO_LISTEN=0.0.0.0
COPY src/main/docker/health ./
USER rondo
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/health"]
# Set further Java options with JDK_JAVA_OPTIONS, for example -Xmx4g.
# Running out of memory ends the process, so that the container runtime can restart it.
ENTRYPOINT ["java", "--add-modules=jdk.incubator.vector", "-DZstdNativePath=/app/libzstd-jni.so", "-XX:+ExitOnOutOfMemoryError", "-XX:AOTCache=/app/rondo.aot", "-jar", "/app/rondo.jar"]
