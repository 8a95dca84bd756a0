package io.github.jwt2fa.state.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * The application's own client, as far as it says who we are, but with our time-out: a
 * login that waits for a minute is no better than one that is rejected. While there is no
 * connection, commands fail at once.
 */
final class StateClientConfiguration implements LettuceClientConfiguration, AutoCloseable {

	private static final Delay RECONNECT = Delay.constant(Duration.ofSeconds(1));

	private final LettuceClientConfiguration application;

	private final @Nullable ClientResources resources;

	private final Duration timeout;

	StateClientConfiguration(LettuceClientConfiguration application, Duration timeout) {
		this.application = application;
		this.resources = application.getClientResources().map(StateClientConfiguration::withOurDelay).orElse(null);
		this.timeout = timeout;
	}

	/**
	 * Threads and all else stay the application's, who ends them.
	 */
	private static ClientResources withOurDelay(ClientResources resources) {
		return resources.mutate()
			.eventLoopGroupProvider(resources.eventLoopGroupProvider())
			.eventExecutorGroup(resources.eventExecutorGroup())
			.timer(resources.timer())
			.commandLatencyRecorder(resources.commandLatencyRecorder())
			.reconnectDelay(RECONNECT)
			.build();
	}

	@Override
	public void close() {
		if (this.resources != null) {
			Future<Boolean> unused = this.resources.shutdown(0, 0, TimeUnit.SECONDS);
		}
	}

	@Override
	public Optional<ClientOptions> getClientOptions() {
		ClientOptions options = this.application.getClientOptions().orElseGet(ClientOptions::create);
		return Optional.of(options.mutate()
			.socketOptions(withOurTimeout(options.getSocketOptions()))
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.build());
	}

	/**
	 * Lettuce's own copy for changes leaves out half of them.
	 */
	private SocketOptions withOurTimeout(SocketOptions sockets) {
		SocketOptions.Builder own = sockets.mutate().connectTimeout(this.timeout);
		if (sockets.getTcpUserTimeout() != null) {
			own.tcpUserTimeout(sockets.getTcpUserTimeout());
		}
		KeepAliveOptions keepAlive = sockets.getKeepAlive();
		boolean asTheSystemSays = keepAlive.getCount() == KeepAliveOptions.DEFAULT_COUNT
				&& keepAlive.getIdle().equals(KeepAliveOptions.DEFAULT_IDLE)
				&& keepAlive.getInterval().equals(KeepAliveOptions.DEFAULT_INTERVAL);
		if (!asTheSystemSays) {
			own.keepAlive(keepAlive);
		}
		return own.build();
	}

	@Override
	public Optional<ClientResources> getClientResources() {
		return Optional.ofNullable(this.resources);
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
