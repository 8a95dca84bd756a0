package io.github.jwt2fa.login;

import java.util.function.IntFunction;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.test.AtOnce;

import static io.github.jwt2fa.login.FloodedApplication.report;

/**
 * Client addresses that have spent their rate, or all but one request, and then millions
 * that never came before.
 */
final class ManyAddresses {

	/** So many addresses come in the flood. */
	static final int FLOOD = 5_000_000;

	/** So many addresses are tried of each kind. */
	static final int SOME = 5000;

	/** So many have spent their rate before: IPv4 addresses and IPv6 networks. */
	static final int SPENT = 2 * SOME;

	/** So many IPv6 networks have one request left. */
	static final int UNSPENT = SOME;

	/** So many of them are in a larger network, a /24 or a /48: it has a rate, too. */
	static final int EACH_NETWORK = 16;

	/** So many requests an address has by default. */
	static final int BURST = 12;

	private final TwoFactorLoginService login;

	ManyAddresses(TwoFactorLoginService login) {
		this.login = login;
	}

	void comeBefore() throws Exception {
		report("admitted-before", admitted(BURST, ManyAddresses::spent) + admitted(BURST, (i) -> spentNetwork(i, 1))
				+ admitted(BURST - 1, (i) -> unspentNetwork(i, 1)));
		report("spent-refused-before", refused(ManyAddresses::spent) + refused((i) -> spentNetwork(i, 2)));
	}

	/**
	 * One request of each address.
	 * @return how many of them were admitted
	 */
	long flood() throws Exception {
		long admitted = AtOnce.count(FLOOD, (i) -> isAdmitted(flooding(i, 1)));
		report("flood-admitted", admitted);
		return admitted;
	}

	/**
	 * Every limit that was reached is tried; networks from another host.
	 */
	void comeAfter() throws Exception {
		report("unknown-refused", refused(ManyAddresses::unknown) + refused((i) -> unknownNetwork(i)));
		report("spent-refused", refused(ManyAddresses::spent) + refused((i) -> spentNetwork(i, 3)));
		report("unspent-admitted", admitted(1, (i) -> unspentNetwork(i, 2)));
		report("unspent-refused", refused((i) -> unspentNetwork(i, 3)));
		// they came while there was room
		report("first-of-flood-admitted", admitted(BURST - 1, (i) -> flooding(i, 2)));
		report("first-of-flood-refused", refused((i) -> flooding(i, 3)));
	}

	/**
	 * The records of the flood have expired, those of the spent addresses have not.
	 */
	void comeWhenThereIsRoom() throws Exception {
		report("unknown-admitted-when-there-is-room", admitted(BURST, ManyAddresses::unknown));
		report("unknown-refused-when-there-is-room", refused(ManyAddresses::unknown));
		report("spent-admitted-after-refill", admitted(1, ManyAddresses::spent));
		report("spent-refused-after-refill", refused(ManyAddresses::spent));
	}

	private long admitted(int times, IntFunction<String> address) throws Exception {
		return AtOnce.count(SOME * times, (i) -> isAdmitted(address.apply(i / times)));
	}

	private long refused(IntFunction<String> address) throws Exception {
		return AtOnce.count(SOME, (i) -> !isAdmitted(address.apply(i)));
	}

	private boolean isAdmitted(String address) {
		try {
			this.login.admit(ClientAddress.of(address));
			return true;
		}
		catch (TwoFactorException ex) {
			return false;
		}
	}

	/**
	 * Four of five are IPv4 addresses.
	 */
	private static String flooding(int number, int host) {
		int round = number / 5;
		return (number % 5 == 4) ? network("2001:db8", round, host) : address(20, 4 * round + number % 5);
	}

	private static String spent(int number) {
		return address(11, number);
	}

	private static String unknown(int number) {
		return address(12, number);
	}

	private static String spentNetwork(int number, int host) {
		return network("2001:db9", number, host);
	}

	private static String unspentNetwork(int number, int host) {
		return network("2001:dba", number, host);
	}

	private static String unknownNetwork(int number) {
		return network("2001:dbb", number, 1);
	}

	/**
	 * As many in a /24 as may spend their rate.
	 */
	private static String address(int firstByte, int number) {
		int network = number / EACH_NETWORK;
		return (firstByte + (network >> 16)) + "." + (network >> 8 & 255) + "." + (network & 255) + "."
				+ number % EACH_NETWORK;
	}

	/**
	 * As many in a /48 as may spend their rate.
	 */
	private static String network(String prefix, int number, int host) {
		return prefix + ":" + Integer.toHexString(number / EACH_NETWORK) + ":"
				+ Integer.toHexString(number % EACH_NETWORK) + "::" + host;
	}

}
