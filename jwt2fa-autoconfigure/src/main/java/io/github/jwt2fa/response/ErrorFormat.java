package io.github.jwt2fa.response;

/**
 * The body style of refusals.
 */
public enum ErrorFormat {

	/** Problem details (RFC 9457). */
	PROBLEM,

	/** As Django REST framework writes them. */
	DRF

}
