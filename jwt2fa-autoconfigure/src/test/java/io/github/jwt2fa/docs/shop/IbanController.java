package io.github.jwt2fa.docs.shop;

// tag::controller[]
import java.util.Map;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class IbanController {

	@PreAuthorize("@freshCode")
	@PostMapping("/api/iban")
	Map<String, Object> change() {
		return Map.of("state", "changed");
	}

}
// end::controller[]
