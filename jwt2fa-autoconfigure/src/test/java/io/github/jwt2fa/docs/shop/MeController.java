package io.github.jwt2fa.docs.shop;

// tag::controller[]
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

	@GetMapping("/api/me")
	Map<String, Object> me(@AuthenticationPrincipal Customer customer) {
		return Map.of("username", customer.username());
	}

	@GetMapping("/api/login")
	Map<String, Object> login(AccessTokenAuthentication authentication) {
		List<String> proofs = authentication.getToken().amr();
		return Map.of("proofs", proofs, "until", authentication.getToken().expiresAt().toString());
	}

}
// end::controller[]
