package io.github.jwt2fa.sample.inbox;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InboxTests {

	@Test
	void addWhenFullThenOldestIsDropped() {
		Inbox inbox = new Inbox(2);
		inbox.add(mail("1"));
		inbox.add(mail("2"));
		inbox.add(mail("3"));
		assertThat(inbox.mails()).extracting(Mail::subject).containsExactly("3", "2");
	}

	@Test
	void pageWhenMailHoldsMarkupThenIsEscaped() {
		String page = new InboxPage().of(List.of(mail("<script>alert('ä')</script> 100%s")));
		assertThat(page).doesNotContain("<script>")
			.contains("<h2>&lt;script&gt;alert(&#39;ä&#39;)&lt;/script&gt; 100%s</h2>");
	}

	@Test
	void pageWhenEmptyThenSaysSo() {
		assertThat(new InboxPage().of(List.of())).contains("No mail has arrived yet.");
	}

	@Test
	void toStringThenTellsNoCode() {
		Mail mail = new Mail("from@example.com", "to@example.com", "1234567", "1234567", Instant.EPOCH);
		assertThat(mail.toString()).contains("to@example.com").doesNotContain("1234567");
	}

	private Mail mail(String subject) {
		return new Mail("from@example.com", "to@example.com", subject, "text", Instant.EPOCH);
	}

}
