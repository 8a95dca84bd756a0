package io.github.jwt2fa.web;

import java.util.Map;

import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.web.endpoint.EndpointPaths;

/**
 * Where the endpoints are, and what they name things.
 *
 * @param paths the paths
 * @param tokenMembers the members of the login's answer that hold its tokens
 * @param enrollmentTokenMember the member that holds an enrollment token
 */
public record WebSettings(EndpointPaths paths, Map<AuthTokenType, String> tokenMembers, String enrollmentTokenMember) {

	public WebSettings {
		tokenMembers = Map.copyOf(tokenMembers);
	}

}
