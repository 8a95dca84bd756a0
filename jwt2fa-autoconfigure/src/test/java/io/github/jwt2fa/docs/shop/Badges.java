package io.github.jwt2fa.docs.shop;

import org.jspecify.annotations.Nullable;

/**
 * Stands for what the application knows of the badges of its people.
 */
interface Badges {

	/**
	 * The user of a badge.
	 * @param badge what the reader read
	 * @return the user's id, or {@code null} if it is nobody's
	 */
	@Nullable String ownerOf(String badge);

}
