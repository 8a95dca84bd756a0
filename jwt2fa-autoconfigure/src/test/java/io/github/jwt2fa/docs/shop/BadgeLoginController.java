package io.github.jwt2fa.docs.shop;

// tag::controller[]
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.login.FirstFactor;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.web.LoginResponseRenderer;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BadgeLoginController {

	private final Badges badges;

	private final TwoFactorUserService users;

	private final TwoFactorLoginService login;

	private final LoginResponseRenderer renderer;

	BadgeLoginController(Badges badges, TwoFactorUserService users, TwoFactorLoginService login,
			LoginResponseRenderer renderer) {
		this.badges = badges;
		this.users = users;
		this.login = login;
		this.renderer = renderer;
	}

	@PostMapping("/badge-login")
	Map<String, Object> begin(@RequestParam String badge, HttpServletRequest request) {
		// anybody may ask here: it counts by address, as get-code does
		this.login.admit(ClientAddress.of(request.getRemoteAddr()));
		String owner = this.badges.ownerOf(badge);
		TwoFactorUser user = (owner != null) ? this.users.findById(owner) : null;
		if (user == null) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		LoginResult result = this.login.start(user, FirstFactor.of("hwk"));
		if (result instanceof LoginResult.CodeTokenIssued issued) {
			return Map.of("token", issued.codeToken(), "method", issued.method().value());
		}
		// with no-2fa that was the whole login
		return this.renderer.render((LoginResult.Authenticated) result);
	}

	@ExceptionHandler
	ProblemDetail refused(TwoFactorException ex) {
		HttpStatus status = (ex.retryAfter() != null) ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED;
		return ProblemDetail.forStatusAndDetail(status, ex.error().code());
	}

}
// end::controller[]
