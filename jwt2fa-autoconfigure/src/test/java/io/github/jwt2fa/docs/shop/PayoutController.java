package io.github.jwt2fa.docs.shop;

// tag::controller[]
import java.util.Map;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PayoutController {

	// the beans of these names
	@PreAuthorize("@recentLogin")
	@PostMapping("/api/payouts")
	Map<String, Object> payOut() {
		return Map.of("state", "on its way");
	}

	@PreAuthorize("@authenticatorApp")
	@PostMapping("/api/payouts/account")
	Map<String, Object> changeAccount() {
		return Map.of("state", "changed");
	}

}
// end::controller[]
