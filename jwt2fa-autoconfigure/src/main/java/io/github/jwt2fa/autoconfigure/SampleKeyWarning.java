package io.github.jwt2fa.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Tells of the key that stands in the source of the sample, unless only this machine can
 * reach the server.
 */
final class SampleKeyWarning {

	/**
	 * As in the sample's {@code application.properties}.
	 */
	static final String KEY = "insecure: the key of the sample is public, make one of your own";

	private static final Log logger = LogFactory.getLog(SampleKeyWarning.class);

	private SampleKeyWarning() {
	}

	static void warn(Jwt2faProperties properties, Environment environment) {
		boolean taken = Stream
			.of(properties.secretKey(), properties.codeTokenSecretKey(), properties.token().signingKey())
			.anyMatch(KEY::equals) || properties.token().verifyingKeys().contains(KEY);
		if (taken && !isLoopback(environment.getProperty("server.address"))) {
			logger.warn("The key of the sample is in use, which anyone can read: whoever does can log in as any user. "
					+ Property.SECRET_KEY.help());
		}
	}

	private static boolean isLoopback(@Nullable String address) {
		try {
			return address != null && !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
