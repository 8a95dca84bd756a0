package io.github.jwt2fa.benchmarks.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Threads that do something side by side, each one call after the other.
 */
public final class Callers implements AutoCloseable {

	/** How many threads there are. */
	public static final int COUNT = 16;

	private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

	/**
	 * Calls for a while.
	 * @param time how long
	 * @param calls what each caller does over and over, by its number
	 * @return calls a second
	 * @throws Exception if a call fails
	 */
	public double perSecond(Duration time, IntFunction<Call> calls) throws Exception {
		long begin = System.nanoTime();
		long done = all((caller) -> {
			Call call = calls.apply(caller);
			long count = 0;
			while (System.nanoTime() - begin < time.toNanos()) {
				call.run();
				count++;
			}
			return count;
		});
		return done * 1e9 / (System.nanoTime() - begin);
	}

	/**
	 * Does something for each of some numbers once.
	 * @param count how many numbers, from 0 on
	 * @param task what is done
	 * @throws Exception if it fails
	 */
	public void forEach(int count, NumberedCall task) throws Exception {
		all((caller) -> {
			for (int number = caller; number < count; number += COUNT) {
				task.run(number);
			}
			return 0L;
		});
	}

	private long all(Share share) throws Exception {
		List<Callable<Long>> tasks = new ArrayList<>();
		for (int i = 0; i < COUNT; i++) {
			int caller = i;
			tasks.add(() -> share.run(caller));
		}
		long sum = 0;
		for (Future<Long> result : this.threads.invokeAll(tasks)) {
			sum += result.get();
		}
		return sum;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * What is done for a number.
	 */
	public interface NumberedCall {

		/**
		 * Does it once.
		 * @param number the number
		 * @throws Exception if it fails
		 */
		void run(int number) throws Exception;

	}

	/**
	 * What one of the callers does.
	 */
	private interface Share {

		long run(int caller) throws Exception;

	}

}
