package io.github.jwt2fa.measure;

import java.util.Locale;

/**
 * A step whose time and outcome can be measured.
 */
public enum Step {

	/** A password is checked. */
	PASSWORD,

	/** A login begins after its first step; it is complete where that is enough. */
	BEGIN,

	/** A code is made and sent: a part of the steps that begin something. */
	SEND,

	/** A code is sent once more. */
	SEND_AGAIN,

	/** A proof is checked, and completes what was begun. */
	COMPLETE,

	/** A proof is checked that is the whole login. */
	COMPLETE_ALONE,

	/** A factor is asked for once more within a session. */
	STEP_UP,

	/** A token is exchanged for newer ones. */
	REFRESH;

	/**
	 * The name in metrics and traces.
	 * @return the name, such as {@code send-again}
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
