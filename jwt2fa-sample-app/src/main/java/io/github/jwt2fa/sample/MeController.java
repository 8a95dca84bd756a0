package io.github.jwt2fa.sample;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A resource for those who are logged in.
 */
@RestController
class MeController {

	@GetMapping("/api/me")
	Me me(@AuthenticationPrincipal SampleUserDetails user) {
		return new Me(user.getUsername());
	}

	/**
	 * The answer.
	 *
	 * @param username the user of the access token
	 */
	record Me(String username) {
	}

}
