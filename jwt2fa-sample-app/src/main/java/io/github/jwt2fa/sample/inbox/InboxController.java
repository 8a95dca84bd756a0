package io.github.jwt2fa.sample.inbox;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows what arrived: a page for people, JSON for those who ask for it.
 */
@RestController
class InboxController {

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private static final String NO_INBOX = "There is no inbox here: spring.mail.host is set, so mail goes to that server.";

	private final @Nullable Inbox inbox;

	private final InboxPage page;

	InboxController(ObjectProvider<Inbox> inbox, InboxPage page) {
		this.inbox = inbox.getIfAvailable();
		this.page = page;
	}

	@GetMapping("/inbox")
	ResponseEntity<String> html() {
		if (this.inbox == null) {
			return ResponseEntity.status(HttpStatus.NOT_FOUND).contentType(HTML).body(this.page.without(NO_INBOX));
		}
		return ResponseEntity.ok().contentType(HTML).body(this.page.of(this.inbox.mails()));
	}

	@GetMapping(path = "/inbox", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> json() {
		if (this.inbox == null) {
			return ResponseEntity.of(ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, NO_INBOX)).build();
		}
		return ResponseEntity.ok(this.inbox.mails());
	}

}
