package io.github.jwt2fa.benchmarks;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import io.github.jwt2fa.benchmarks.application.QuickFactors;
import io.github.jwt2fa.benchmarks.harness.Jmh;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.method.totp.MeasuredTotp;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The small parts of a login by TOTP.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Micro {

	private final Clock clock = Clock.systemUTC();

	private final FernetEncryptor encryptor = new FernetEncryptor(List.of(new SecretKeySpec(new byte[32], "AES")),
			this.clock, new SecureRandom());

	private final String kept = this.encryptor.encrypt(QuickFactors.SECRET);

	private final MeasuredTotp totp = new MeasuredTotp(this.clock);

	private final String code = code();

	private String code() {
		try {
			return new HmacOneTimePasswordGenerator().generateOneTimePasswordString(
					new SecretKeySpec(new Base32().decode(QuickFactors.SECRET), "HmacSHA1"),
					this.clock.instant().getEpochSecond() / 30, Locale.ROOT);
		}
		catch (java.security.InvalidKeyException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs JMH.
	 * @param args options of JMH
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		Jmh.run(Micro.class, args);
	}

	/**
	 * One secret as it is kept.
	 * @return the secret
	 */
	@Benchmark
	public @Nullable String decrypt() {
		return this.encryptor.decrypt(this.kept);
	}

	/**
	 * One code: it is of one of three steps, or, while this runs on, of none of them.
	 * @return the step
	 */
	@Benchmark
	public @Nullable Long check() {
		return this.totp.check(QuickFactors.SECRET, this.code);
	}

}
