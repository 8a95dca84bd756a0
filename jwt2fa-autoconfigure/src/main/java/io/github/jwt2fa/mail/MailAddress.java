package io.github.jwt2fa.mail;

import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address of one mailbox, as
 * <a href="https://datatracker.ietf.org/doc/html/rfc5321#section-4.1.2">RFC 5321, section
 * 4.1.2</a> has it: no list, and no group, which would reach several people. Its domain
 * is in ASCII (<a href="https://datatracker.ietf.org/doc/html/rfc5890">RFC 5890</a>), so
 * that each mail server takes it.
 */
public final class MailAddress {

	private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\x{80}-\\x{9f}]");

	private static final Pattern LIST_END = Pattern.compile("^[,;]|[,;]$");

	private static final Pattern DOMAIN_AT_END = Pattern.compile("@([^@\\s<>()\\[\\],;:\"\\\\]+)(>?)$");

	private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\x{a1}-\\x{10ffff}]+";

	private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

	private static final Pattern MAILBOX = Pattern.compile("(" + ATOM + "(\\." + ATOM + ")*|\"[ !#-\\[\\]-~]+\")@("
			+ LABEL + "(\\." + LABEL + ")*|\\[[A-Za-z0-9.:]+])");

	/**
	 * Characters that the two standards for domains take for different domains: IDNA 2008
	 * and the registries keep them, IDNA 2003 and {@link IDN} replace them. Under
	 * <a href="https://www.unicode.org/reports/tr46/#Deviations">UTS 46, section 6.2</a>
	 * these are all.
	 */
	private static final Pattern DEVIATION = Pattern.compile("[\\x{df}\\x{1e9e}\\x{3c2}\\x{200c}\\x{200d}]");

	/** The sender where none is known; many mail servers refuse it. */
	public static final MailAddress NOBODY = new MailAddress("webmaster@localhost", null);

	private final String address;

	private final @Nullable String name;

	private MailAddress(String address, @Nullable String name) {
		this.address = address;
		this.name = name;
	}

	/**
	 * Reads an address such as {@code anna@example.com} or
	 * {@code Anna <anna@example.com>}.
	 * @param text the text
	 * @return the address
	 * @throws AddressException if it is not the address of exactly one mailbox; the
	 * message does not hold the text
	 */
	public static MailAddress parse(String text) throws AddressException {
		String stripped = text.strip();
		Matcher domain = DOMAIN_AT_END.matcher(stripped);
		String ascii = domain.find()
				? stripped.substring(0, domain.start(1)) + toAscii(domain.group(1)) + domain.group(2) : stripped;
		if (UNSAFE.matcher(ascii).find()) {
			throw new AddressException("The address holds line breaks or other invisible characters");
		}
		InternetAddress[] addresses = parsed(ascii);
		if (addresses.length != 1 || LIST_END.matcher(ascii).find()
				|| !MAILBOX.matcher(addresses[0].getAddress()).matches()) {
			throw new AddressException("This is not the address of one mailbox");
		}
		return new MailAddress(addresses[0].getAddress(), addresses[0].getPersonal());
	}

	private static InternetAddress[] parsed(String text) throws AddressException {
		try {
			return InternetAddress.parse(text, true);
		}
		catch (AddressException ex) {
			// its own message repeats the text
			throw new AddressException("This is no address");
		}
	}

	private static String toAscii(String domain) throws AddressException {
		if (StandardCharsets.US_ASCII.newEncoder().canEncode(domain)) {
			return domain;
		}
		if (DEVIATION.matcher(domain).find()) {
			throw new AddressException("The domain has a character that stands for different domains under "
					+ "IDNA 2003 and IDNA 2008: write it in ASCII (xn--...)");
		}
		try {
			return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
		}
		catch (IllegalArgumentException ex) {
			throw new AddressException("The domain can't be written in ASCII");
		}
	}

	/**
	 * Whether each mail server knows what to do with it: one whose local part is not
	 * ASCII needs the extension SMTPUTF8
	 * (<a href="https://datatracker.ietf.org/doc/html/rfc6531">RFC 6531</a>).
	 */
	boolean isAscii() {
		return StandardCharsets.US_ASCII.newEncoder().canEncode(this.address);
	}

	/**
	 * The sender, with a name if there is one.
	 */
	InternetAddress withName() {
		try {
			return new InternetAddress(this.address, this.name, StandardCharsets.UTF_8.name());
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException("Every Java platform has to know UTF-8", ex);
		}
	}

	/**
	 * A recipient, who knows the own name.
	 */
	InternetAddress withoutName() {
		InternetAddress recipient = new InternetAddress();
		recipient.setAddress(this.address);
		return recipient;
	}

	/**
	 * The address alone.
	 */
	@Override
	public String toString() {
		return this.address;
	}

}
