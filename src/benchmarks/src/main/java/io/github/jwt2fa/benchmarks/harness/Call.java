package io.github.jwt2fa.benchmarks.harness;

/**
 * What is measured.
 */
public interface Call {

	/**
	 * Does it once.
	 * @throws Exception if it fails
	 */
	void run() throws Exception;

}
