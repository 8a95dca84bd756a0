package io.github.jwt2fa.sample;

import java.security.Principal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A resource for those who are logged in.
 */
@RestController
class MeController {

	/**
	 * By the name that every authentication has: with
	 * {@code jwt2fa.token.user-lookup=none} nobody asks for the user details.
	 */
	@GetMapping("/api/me")
	Me me(Principal user) {
		return new Me(user.getName());
	}

	/**
	 * The answer.
	 *
	 * @param username the user of the access token
	 */
	record Me(String username) {
	}

}
