package io.github.jwt2fa.sample.inbox;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The inbox as HTML, readable without a script.
 */
@Component
class InboxPage {

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			  <meta charset="utf-8">
			  <meta name="viewport" content="width=device-width, initial-scale=1">
			  <meta name="color-scheme" content="light dark">
			  <title>Inbox – jwt2fa sample</title>
			  <link rel="icon" href="/icon.svg" type="image/svg+xml">
			  <link rel="stylesheet" href="/style.css">
			</head>
			<body>
			<header>
			  <h1>Inbox</h1>
			  <p>%s</p>
			  <nav aria-label="Pages"><a href="/inbox">Reload</a> <a href="/">Log in</a></nav>
			</header>
			<main>
			%s</main>
			</body>
			</html>
			""";

	private static final String MAIL = """
			<article class="card mail">
			  <h2>%s</h2>
			  <dl>
			    <div><dt>To</dt><dd>%s</dd></div>
			    <div><dt>From</dt><dd>%s</dd></div>
			    <div><dt>Received</dt><dd><time datetime="%s">%s</time></dd></div>
			  </dl>
			  <pre class="text">%s</pre>
			</article>
			""";

	private final DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.ENGLISH)
		.withZone(ZoneId.systemDefault());

	String of(List<Mail> mails) {
		StringBuilder articles = new StringBuilder();
		for (Mail mail : mails) {
			articles.append(MAIL.formatted(escape(mail.subject()), escape(mail.to()), escape(mail.from()),
					mail.receivedAt(), this.time.format(mail.receivedAt()), escape(mail.text())));
		}
		String summary = mails.isEmpty() ? "No mail has arrived yet."
				: "What the application has sent, newest first, whoever it is for.";
		return PAGE.formatted(summary, articles);
	}

	String without(String reason) {
		return PAGE.formatted(escape(reason), "");
	}

	private String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
