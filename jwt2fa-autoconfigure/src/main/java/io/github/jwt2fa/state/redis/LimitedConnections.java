package io.github.jwt2fa.state.redis;

import java.time.Duration;
import java.util.Optional;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * The application's own connections, as far as they say where Redis is and who we are,
 * but with our patience: a login that waits for a minute is no better than one that is
 * refused. While there is no connection, commands fail at once.
 */
final class LimitedConnections implements LettuceClientConfiguration {

	private static final Delay RECONNECT = Delay.constant(Duration.ofSeconds(1));

	private final LettuceClientConfiguration application;

	private final Duration timeout;

	private LimitedConnections(LettuceClientConfiguration application, Duration timeout) {
		this.application = application;
		this.timeout = timeout;
	}

	/**
	 * Connections of our own to the same Redis, started.
	 */
	static LettuceConnectionFactory of(LettuceConnectionFactory application, Duration timeout) {
		LettuceConnectionFactory limited = new LettuceConnectionFactory(placeOf(application),
				new LimitedConnections(application.getClientConfiguration(), timeout));
		limited.afterPropertiesSet();
		limited.start();
		return limited;
	}

	private static RedisConfiguration placeOf(LettuceConnectionFactory application) {
		if (application.getClusterConfiguration() != null) {
			return application.getClusterConfiguration();
		}
		if (application.getSentinelConfiguration() != null) {
			return application.getSentinelConfiguration();
		}
		return (application.getSocketConfiguration() != null) ? application.getSocketConfiguration()
				: application.getStandaloneConfiguration();
	}

	@Override
	public Optional<ClientOptions> getClientOptions() {
		SocketOptions sockets = SocketOptions.builder().connectTimeout(this.timeout).build();
		return Optional.of(this.application.getClientOptions()
			.orElseGet(ClientOptions::create)
			.mutate()
			.socketOptions(sockets)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.build());
	}

	@Override
	public Optional<ClientResources> getClientResources() {
		return this.application.getClientResources()
			.map((resources) -> resources.mutate().reconnectDelay(RECONNECT).build());
	}

	@Override
	public Duration getCommandTimeout() {
		return this.timeout;
	}

	@Override
	public boolean isUseSsl() {
		return this.application.isUseSsl();
	}

	@Override
	@SuppressWarnings("deprecation")
	public boolean isVerifyPeer() {
		return this.application.isVerifyPeer();
	}

	@Override
	public SslVerifyMode getVerifyMode() {
		return this.application.getVerifyMode();
	}

	@Override
	public boolean isStartTls() {
		return this.application.isStartTls();
	}

	@Override
	public Optional<String> getClientName() {
		return this.application.getClientName();
	}

	/**
	 * Never from a replica, which may not know yet what was counted.
	 */
	@Override
	public Optional<ReadFrom> getReadFrom() {
		return Optional.empty();
	}

	@Override
	public Optional<RedisCredentialsProviderFactory> getRedisCredentialsProviderFactory() {
		return this.application.getRedisCredentialsProviderFactory();
	}

	@Override
	public Duration getShutdownTimeout() {
		return this.application.getShutdownTimeout();
	}

	@Override
	public Duration getShutdownQuietPeriod() {
		return this.application.getShutdownQuietPeriod();
	}

}
