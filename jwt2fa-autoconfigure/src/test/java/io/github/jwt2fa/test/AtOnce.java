package io.github.jwt2fa.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Calls by several threads at once.
 */
public final class AtOnce {

	private static final int THREADS = 2;

	private AtOnce() {
	}

	/**
	 * The results of numbered calls, in the order of the numbers. So many threads begin
	 * together.
	 */
	public static <T> List<T> results(int threads, int calls, Call<T> call) throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		CountDownLatch start = new CountDownLatch(1);
		List<Future<T>> running = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			int number = i;
			running.add(pool.submit(() -> {
				start.await();
				return call.result(number);
			}));
		}
		pool.shutdown();
		start.countDown();
		List<T> results = new ArrayList<>();
		for (Future<T> each : running) {
			results.add(each.get());
		}
		return results;
	}

	/**
	 * How many of so many numbers pass, which two threads try, each every other one.
	 */
	public static long count(int numbers, IntPredicate test) throws Exception {
		return results(THREADS, THREADS, (thread) -> {
			long count = 0;
			for (int i = thread; i < numbers; i += THREADS) {
				count += test.test(i) ? 1 : 0;
			}
			return count;
		}).stream().mapToLong(Long::longValue).sum();
	}

	public static void each(int numbers, IntConsumer action) throws Exception {
		count(numbers, (i) -> {
			action.accept(i);
			return true;
		});
	}

	/**
	 * One of the calls.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	public interface Call<T> {

		T result(int number) throws Exception;

	}

}
