package io.github.jwt2fa.wiring;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * What is done again and again, apart from requests, while an application serves its
 * users. One that serves none has no such bean.
 */
public abstract class RecurringTask implements SmartLifecycle {

	private final String name;

	private final Duration delay;

	private final Duration interval;

	private volatile @Nullable BackgroundScheduler scheduler;

	/**
	 * A task.
	 * @param name what it is for, in the name of its thread
	 * @param delay the time before the first run
	 * @param interval the time between two runs
	 */
	protected RecurringTask(String name, Duration delay, Duration interval) {
		this.name = name;
		this.delay = delay;
		this.interval = interval;
	}

	/**
	 * Does it once. What can be expected to fail is told to the operator here.
	 */
	public abstract void run();

	@Override
	public void start() {
		BackgroundScheduler started = new BackgroundScheduler(this.name);
		started.every(this.delay, this.interval, this::run);
		this.scheduler = started;
	}

	@Override
	public void stop() {
		BackgroundScheduler started = this.scheduler;
		if (started != null) {
			started.shutdown();
			this.scheduler = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

}
