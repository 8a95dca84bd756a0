package io.github.jwt2fa.web.endpoint;

import org.springframework.web.bind.annotation.RequestMethod;

/**
 * What answers the requests of one HTTP method at one endpoint.
 *
 * @param endpoint the endpoint
 * @param method the HTTP method
 * @param handler what answers
 */
public record EndpointRoute(Endpoint endpoint, RequestMethod method, EndpointHandler handler) {
}
