package io.github.jwt2fa.test.shop;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Resources with rules of several kinds.
 */
@RestController
public class OrderController {

	@GetMapping("/orders")
	List<String> orders() {
		return List.of("4711");
	}

	@PostMapping("/orders")
	void order() {
	}

	@GetMapping("/staff")
	String staff() {
		return "staff";
	}

	@GetMapping("/payments")
	String payments() {
		return "payments";
	}

	@GetMapping("/contracts")
	@PreAuthorize("hasAuthority('FACTOR_TOTP')")
	String contracts() {
		return "contracts";
	}

	@GetMapping("/login")
	Map<String, Object> login(AccessTokenAuthentication authentication) {
		return Map.of("name", authentication.getName(), "user",
				authentication.getPrincipal().getClass().getSimpleName(), "amr", authentication.getToken().amr());
	}

}
