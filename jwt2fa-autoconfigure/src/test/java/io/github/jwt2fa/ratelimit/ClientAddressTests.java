package io.github.jwt2fa.ratelimit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressTests {

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,192.0.2.7", "192.0.2.7:51234,192.0.2.7", "::ffff:192.0.2.7,192.0.2.7",
			"[::ffff:192.0.2.7]:80,192.0.2.7", "64:ff9b::c000:207,192.0.2.7", "64:ff9b::192.0.2.7,192.0.2.7",
			"64:ff9b:1::c000:207,0064ff9b00010000/64", "2001:db8:1:2:3:4:5:6,20010db800010002/64",
			"2001:DB8:1:2::9,20010db800010002/64", "[2001:db8:1:2::9]:443,20010db800010002/64",
			"fe80::1%eth0,fe80000000000000/64", "2001:db8:1:3::1,20010db800010003/64", "unknown,unknown",
			"a:b:not-an-address,a:b:not-an-address", "localhost,localhost" })
	void ofWhenAddressThenTextThatSharesTheLimit(String address, String expected) {
		assertThat(ClientAddress.of(address).value()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,192.0.2.7", "192.0.2.7:51234,192.0.2.7", "[::ffff:192.0.2.7]:80,192.0.2.7",
			"2001:DB8:1:2::9,2001:db8:1:2:0:0:0:9", "[2001:db8:1:2::9]:443,2001:db8:1:2:0:0:0:9",
			"fe80::1%eth0,fe80:0:0:0:0:0:0:1", "unknown,unknown", "a:b:not-an-address,a:b:not-an-address" })
	void plainWhenAddressThenTheWholeOfItWithoutItsPort(String address, String expected) {
		assertThat(ClientAddress.plain(address)).isEqualTo(expected);
	}

	@Test
	void plainWhenNoAddressAndLongThenCut() {
		assertThat(ClientAddress.plain("x".repeat(8000))).isEqualTo("x".repeat(64));
	}

	/**
	 * Where a server believes what a client writes into X-Forwarded-For: in a JVM whose
	 * names are in a file, since the DNS knows no name with a colon to tell it by.
	 */
	@Test
	void ofWhenNameWithColonsThenIsNotLookedUp(@TempDir Path directory) throws Exception {
		Path names = Files.writeString(directory.resolve("names"), "192.0.2.7 name:1:2\n");
		ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-Djdk.net.hosts.file=" + names, "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), PrintedAddress.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(output.strip()).isEqualTo("name:1:2 name:1:2");
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,192.0.2.0/24", "192.0.2.7:51234,192.0.2.0/24", "::ffff:192.0.2.7,192.0.2.0/24",
			"2001:db8:1:2:3:4:5:6,20010db80001/48", "2001:db8:1:ffff::9,20010db80001/48", "::1,000000000000/48",
			"unknown,", "a:b:not-an-address,", "1.2.3.4.5,", "x1.2.3.4," })
	void widerNetworkWhenAddressThenTheNetworkOfOneCustomer(String address, String expected) {
		assertThat(ClientAddress.of(address).widerNetwork()).isEqualTo(expected);
	}

	/**
	 * What is counted for, and what is told.
	 */
	static final class PrintedAddress {

		public static void main(String[] args) {
			System.out.println(ClientAddress.of("[name:1:2]:80") + " " + ClientAddress.plain("name:1:2"));
		}

	}

}
