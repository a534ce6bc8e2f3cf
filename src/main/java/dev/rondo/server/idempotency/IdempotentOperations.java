package dev.rondo.server.idempotency;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/// Documents the `Idempotency-Key` of the operations that remember what they create.
@Component
class IdempotentOperations implements OperationCustomizer {
  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Idempotent honoured = method.getMethodAnnotation(Idempotent.class);
    if (honoured != null && honoured.repeated() != Idempotent.Repeated.KEPT)
      operation.addParametersItem(
          new HeaderParameter()
              .name(Idempotent.HEADER)
              .description(
                  "up to 200 characters of the client's choice; a request that is sent again with its key within a day changes nothing and gets what the first one created or changed")
              .schema(new StringSchema()));
    return operation;
  }
}
