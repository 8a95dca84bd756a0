package io.github.jwt2fa.benchmarks.harness;

/**
 * The simplest change that a server and its client can make, which a state store on the
 * same server is held against.
 */
public interface PlainOperation {

	/**
	 * What it is, in the server's words.
	 * @return the name
	 */
	String name();

	/**
	 * Writes as many rows as the store has records.
	 * @param callers who writes them
	 * @throws Exception if it fails
	 */
	void fill(Callers callers) throws Exception;

	/**
	 * What a caller does over and over.
	 * @param caller the caller's number
	 * @return the operation
	 */
	Call call(int caller);

	/**
	 * Removes the records that were {@link StateCalls#CREATED created}, and what changes
	 * left behind.
	 */
	void tidy();

}
