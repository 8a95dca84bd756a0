package io.github.jwt2fa.docs.shop;

// tag::templates[]
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.github.jwt2fa.mail.CodeMail;
import io.github.jwt2fa.mail.MailTemplates;
import io.github.jwt2fa.mail.MailText;
import io.github.jwt2fa.mail.NoticeMail;

import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

@Component
class ShopMails implements MailTemplates {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	@Override
	public MailText code(CodeMail mail) {
		return mail.write("Your code for the shop", """
				Hello %s,

				your code for the shop:

				%s

				It is good for %d minutes.""".formatted(mail.name(), mail.code(), mail.lifetime().toMinutes()));
	}

	@Override
	public MailText notice(NoticeMail mail) {
		String what = switch (mail.notice()) {
			case "passkey-added" -> "A passkey was set up.";
			case "totp-activated" -> "An app for codes was set up.";
			default -> "Something about your login changed.";
		};
		String text = "Hello %s,\n\n%s\n\n%s".formatted(mail.name(), what, TIME.format(mail.event().at()));
		String html = "<h1 style=\"color:#060\">The shop</h1><p>Hello %s,</p><p>%s</p><p>%s</p>"
			.formatted(HtmlUtils.htmlEscape(mail.name()), what, TIME.format(mail.event().at()));
		return new MailText("Your login to the shop", text, html, Locale.ENGLISH);
	}

}
// end::templates[]
