package io.github.jwt2fa.mail;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The words of a text as HTML: paragraphs, and a code in large type. Nothing is loaded
 * from elsewhere, nothing is a link, and no colour is set, so that it is readable in the
 * dark too.
 */
final class HtmlPart {

	private static final Pattern LINE_END = Pattern.compile("\\R");

	private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\n(?:[ \t]*\n)+");

	private static final String HEAD = """
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<meta name="color-scheme" content="light dark">
			<title>""";

	private static final String BODY = """
			</title>
			</head>
			<body style="margin:0;padding:24px;font:16px/1.5 sans-serif">
			<div style="max-width:36em;margin:0 auto">
			""";

	private static final String PARAGRAPH = "<p dir=\"auto\">";

	/** Set apart by its style alone: it is copied and filled in as it is. */
	private static final String CODE = "<strong style=\"font:bold 30px/1.3 monospace;letter-spacing:3px\">";

	private HtmlPart() {
	}

	/**
	 * A text as HTML.
	 * @param code what stands out where it is alone on its line, or {@code null} for
	 * nothing
	 * @param language the language of the text, or {@code null} if it is not known
	 */
	static String of(String subject, String text, @Nullable String code, @Nullable Locale language) {
		StringBuilder html = new StringBuilder(1500).append("<!DOCTYPE html>\n<html");
		if (language != null) {
			html.append(" lang=\"").append(language.toLanguageTag()).append('"');
		}
		html.append(">\n").append(HEAD);
		escape(subject, html);
		html.append(BODY);
		String lines = LINE_END.matcher(text.strip()).replaceAll("\n");
		for (String paragraph : BETWEEN_PARAGRAPHS.split(lines, -1)) {
			html.append(PARAGRAPH);
			String separator = "";
			for (String line : paragraph.split("\n", -1)) {
				html.append(separator);
				appendLine(line.strip(), code, html);
				separator = "<br>\n";
			}
			html.append("</p>\n");
		}
		return html.append("</div>\n</body>\n</html>\n").toString();
	}

	private static void appendLine(String line, @Nullable String code, StringBuilder html) {
		if (line.equals(code)) {
			html.append(CODE);
			escape(line, html);
			html.append("</strong>");
		}
		else {
			escape(line, html);
		}
	}

	private static void escape(String text, StringBuilder html) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '<' -> html.append("&lt;");
				case '>' -> html.append("&gt;");
				case '&' -> html.append("&amp;");
				case '"' -> html.append("&quot;");
				case '\'' -> html.append("&#39;");
				default -> html.append(c);
			}
		}
	}

}
