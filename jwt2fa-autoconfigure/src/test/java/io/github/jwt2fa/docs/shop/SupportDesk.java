package io.github.jwt2fa.docs.shop;

// tag::desk[]
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.user.TwoFactorUserService;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class SupportDesk {

	private final TwoFactorUserService users;

	private final TwoFactorMethodService methods;

	SupportDesk(TwoFactorUserService users, TwoFactorMethodService methods) {
		this.users = users;
		this.methods = methods;
	}

	/**
	 * For the role STAFF alone: a rule of the filter chain sees to that.
	 */
	@PostMapping("/api/staff/reset-second-factor")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void reset(@RequestParam String userId) {
		if (this.users.findById(userId) == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		this.methods.reset(userId);
	}

}
// end::desk[]
