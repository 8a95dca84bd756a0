package io.github.jwt2fa.docs.shop;

// tag::controller[]
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.security.AccessTokenAuthentication;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.token.AuthToken;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class DevicesController {

	private final LoginSessionRepository sessions;

	DevicesController(LoginSessionRepository sessions) {
		this.sessions = sessions;
	}

	@GetMapping("/api/devices")
	List<Device> list(AccessTokenAuthentication authentication) {
		AuthToken token = authentication.getToken();
		Instant now = Instant.now();
		return this.sessions.findByUserId(token.userId())
			.stream()
			.filter((session) -> !session.isOver(now))
			.map((session) -> new Device(session.id(), session.startedAt(), session.refreshedAt(),
					session.id().equals(token.session())))
			.toList();
	}

	@DeleteMapping("/api/devices/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void end(@PathVariable String id, AccessTokenAuthentication authentication) {
		LoginSession session = this.sessions.findById(id);
		// a session of somebody else is none
		if (session == null || !session.userId().equals(authentication.getToken().userId())) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		this.sessions.end(id);
	}

	record Device(String id, Instant loggedInAt, Instant refreshedAt, boolean current) {

	}

}
// end::controller[]
