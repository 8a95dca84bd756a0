package io.github.jwt2fa.benchmarks;

/**
 * What is measured.
 */
interface Call {

	void run() throws Exception;

}
