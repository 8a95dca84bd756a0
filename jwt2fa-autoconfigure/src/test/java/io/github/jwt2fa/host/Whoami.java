package io.github.jwt2fa.host;

import java.security.Principal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Resources that tell who asked for them, whatever chain let the request pass.
 */
@RestController
class Whoami {

	@GetMapping({ "/whoami", "/partner/whoami", "/api/whoami", "/both/whoami" })
	String whoami(Principal principal) {
		return principal.getName();
	}

	@PostMapping({ "/whoami", "/api/whoami", "/both/whoami" })
	String change(Principal principal) {
		return principal.getName();
	}

}
