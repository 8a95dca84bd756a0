package io.github.jwt2fa.login;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Numbers that two threads try at once, each every other one.
 */
final class AtOnce {

	private static final int THREADS = 2;

	private AtOnce() {
	}

	/**
	 * How many of so many numbers pass.
	 */
	static long count(int numbers, IntPredicate test) throws Exception {
		LongAdder count = new LongAdder();
		each(numbers, (i) -> {
			if (test.test(i)) {
				count.increment();
			}
		});
		return count.sum();
	}

	static void each(int numbers, IntConsumer action) throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(THREADS);
		List<Future<?>> done = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int first = thread;
			done.add(pool.submit(() -> {
				for (int i = first; i < numbers; i += THREADS) {
					action.accept(i);
				}
			}));
		}
		pool.shutdown();
		for (Future<?> each : done) {
			each.get();
		}
	}

}
