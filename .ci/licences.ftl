# Licences

The libraries in the jar of the service, with their licences. `.ci/licences` writes this page; the build fails when a library has a licence
that `pom.xml` does not permit. `/actuator/sbom/application` has the versions. The libraries of the dashboard have their licences in
`src/main/resources/static/vendor`.

| library | licence |
|---|---|
<#list dependencyMap as entry>
<#assign library = entry.getKey()>
| ${library.groupId}:${library.artifactId} | <#list entry.getValue() as licence>${licence}<#sep> or </#list> |
</#list>
