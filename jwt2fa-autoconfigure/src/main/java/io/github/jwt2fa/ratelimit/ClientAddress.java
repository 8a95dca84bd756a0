package io.github.jwt2fa.ratelimit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The address that a limit counts for. IPv6 counts by its /64, since one customer has all
 * of that; an IPv4 address inside IPv6 counts as that IPv4 address.
 *
 * @param value the text that stands for everyone who shares the limit
 * @since 0.1.0
 */
public record ClientAddress(String value) {

	private static final int MAX_LENGTH = 64;

	private static final String FOUR_BYTES = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}";

	private static final Pattern IPV4 = Pattern.compile(FOUR_BYTES);

	private static final Pattern IPV4_WITH_PORT = Pattern.compile("(" + FOUR_BYTES + "):[0-9]{1,5}");

	private static final Pattern IPV6_NETWORK = Pattern.compile("[0-9a-f]{16}/64");

	/** What the JDK takes for an address; the rest it would look up in the DNS. */
	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

	/**
	 * What an IPv4 address comes behind where a server knows IPv6 alone
	 * (<a href="https://www.rfc-editor.org/rfc/rfc6052#section-2.1">RFC 6052, section
	 * 2.1</a>). The JDK knows the other way to write one, ::ffff:192.0.2.7.
	 */
	private static final byte[] TRANSLATED = HexFormat.of().parseHex("0064ff9b0000000000000000");

	private static final Pattern IPV6_IN_BRACKETS = Pattern.compile("\\[([^]]+)](?::[0-9]{1,5})?");

	/**
	 * The address of a connection, as the servlet container tells it.
	 * @param remoteAddress the text; never looked up in the DNS
	 * @return the address to count for
	 */
	public static ClientAddress of(String remoteAddress) {
		String address = withoutPort(remoteAddress.strip());
		InetAddress parsed = parsed(address);
		if (parsed == null) {
			return new ClientAddress(address);
		}
		return new ClientAddress((parsed instanceof Inet6Address) ? network(parsed) : parsed.getHostAddress());
	}

	/**
	 * What a text with colons stands for, which a client may have written in a header.
	 */
	private static @Nullable InetAddress parsed(String address) {
		String text = withoutZone(address);
		if (!IPV6.matcher(text).matches()) {
			return null;
		}
		try {
			InetAddress parsed = InetAddress.getByName(text);
			byte[] bytes = parsed.getAddress();
			return Arrays.mismatch(bytes, TRANSLATED) == TRANSLATED.length
					? InetAddress.getByAddress(Arrays.copyOfRange(bytes, TRANSLATED.length, bytes.length)) : parsed;
		}
		catch (UnknownHostException ex) {
			// whatever a proxy wrote there is all that is known
			return null;
		}
	}

	/**
	 * The address of a connection, for people to read: without a port, an IPv4 address
	 * inside IPv6 as that IPv4 address.
	 * @param remoteAddress the text; never looked up in the DNS
	 * @return the address, 64 characters at most
	 */
	public static String plain(String remoteAddress) {
		String address = withoutPort(remoteAddress.strip());
		InetAddress parsed = parsed(address);
		String text = (parsed != null) ? parsed.getHostAddress() : address;
		return (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) : text;
	}

	/**
	 * The larger network around the address: one customer may have all of a /48 of IPv6,
	 * and a /24 is the smallest network of IPv4 that is routed by itself.
	 * @return its name, or {@code null} if the address is none that is known
	 */
	@Nullable String widerNetwork() {
		if (IPV6_NETWORK.matcher(this.value).matches()) {
			return this.value.substring(0, 12) + "/48";
		}
		return IPV4.matcher(this.value).matches() ? this.value.substring(0, this.value.lastIndexOf('.')) + ".0/24"
				: null;
	}

	private static String network(InetAddress address) {
		return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64";
	}

	/**
	 * Some proxies write the port behind the address: it must not make a client anew.
	 */
	private static String withoutPort(String address) {
		for (Pattern pattern : new Pattern[] { IPV4_WITH_PORT, IPV6_IN_BRACKETS }) {
			Matcher matcher = pattern.matcher(address);
			if (matcher.matches()) {
				return matcher.group(1);
			}
		}
		return address;
	}

	private static String withoutZone(String address) {
		int zone = address.indexOf('%');
		return (zone < 0) ? address : address.substring(0, zone);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
