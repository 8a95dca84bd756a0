package io.github.jwt2fa.docs.shop;

// tag::desk[]
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.administration.TwoFactorAdministration;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/desk/users/{userId}")
class HelpDesk {

	private final TwoFactorAdministration administration;

	HelpDesk(TwoFactorAdministration administration) {
		this.administration = administration;
	}

	@GetMapping("/factors")
	List<SetUp> factors(@PathVariable String userId) {
		return this.administration.factors(userId)
			.factors()
			.stream()
			.map((factor) -> new SetUp(factor.method().value(), factor.factor().id()))
			.toList();
	}

	@PostMapping("/factors/remove")
	void remove(@PathVariable String userId, @RequestParam String method, @RequestParam(required = false) String id,
			@AuthenticationPrincipal UserDetails operator) {
		this.administration.removeFactor(userId, TwoFactorMethod.of(method), id, operator.getUsername());
	}

	@PostMapping("/reset")
	void reset(@PathVariable String userId, @AuthenticationPrincipal UserDetails operator) {
		this.administration.reset(userId, operator.getUsername());
	}

	@PostMapping("/recovery-code")
	Map<String, String> issueRecoveryCode(@PathVariable String userId, @AuthenticationPrincipal UserDetails operator) {
		return Map.of("code",
				this.administration.issueRecoveryCode(userId, Duration.ofMinutes(30), operator.getUsername()));
	}

	@PostMapping("/end-sessions")
	void endSessions(@PathVariable String userId, @AuthenticationPrincipal UserDetails operator) {
		this.administration.endSessions(userId, operator.getUsername());
	}

	@ExceptionHandler
	ProblemDetail refused(TwoFactorException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.error().code());
	}

	record SetUp(String method, @Nullable String id) {
	}

}
// end::desk[]
