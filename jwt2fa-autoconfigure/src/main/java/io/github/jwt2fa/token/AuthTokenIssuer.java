package io.github.jwt2fa.token;

import java.util.Map;

/**
 * Decides what a completed login answers. The default answers an access and a refresh
 * token; a bean of one's own answers what its clients expect.
 */
@FunctionalInterface
public interface AuthTokenIssuer {

	/**
	 * The answer to a completed login.
	 * @param login the login
	 * @return the members of the JSON object that the client gets
	 */
	Map<String, Object> issue(CompletedLogin login);

}
