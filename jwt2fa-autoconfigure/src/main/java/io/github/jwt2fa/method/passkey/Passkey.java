package io.github.jwt2fa.method.passkey;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A passkey of a user, as it is kept: the credential record of
 * <a href="https://www.w3.org/TR/webauthn-3/#credential-record">WebAuthn Level 3, section
 * 4</a>. Bytes are in base64url without padding. Nobody can log in by what stands here.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class Passkey {

	/** The most bytes that the id of a credential has. */
	static final int MAX_ID_BYTES = 1023;

	/** An RSA key of 8,192 bits has half of it. */
	static final int MAX_PUBLIC_KEY_BYTES = 2048;

	/** The most bytes that a user handle has. */
	private static final int MAX_USER_HANDLE_BYTES = 64;

	private static final int MAX_LABEL = 64;

	private static final int MAX_TRANSPORTS = 255;

	/** Of an authenticator that does not tell its model. */
	private static final UUID NO_AAGUID = new UUID(0, 0);

	private final String id;

	private final String userId;

	private final String userHandle;

	private final String publicKey;

	private final long signatureCounter;

	private final boolean backupEligible;

	private final boolean backedUp;

	private final UUID aaguid;

	private final List<String> transports;

	private final String label;

	private final Instant createdAt;

	private final @Nullable Instant lastUsedAt;

	private Passkey(Builder builder) {
		this.id = require(builder.id, MAX_ID_BYTES, "an id");
		this.userId = require(builder.userId, "a user id");
		this.userHandle = require(builder.userHandle, MAX_USER_HANDLE_BYTES, "a user handle");
		this.publicKey = require(builder.publicKey, MAX_PUBLIC_KEY_BYTES, "a public key");
		this.signatureCounter = builder.signatureCounter;
		this.backupEligible = builder.backupEligible;
		this.backedUp = builder.backedUp;
		this.aaguid = builder.aaguid;
		this.transports = builder.transports;
		this.label = builder.label;
		this.createdAt = builder.createdAt;
		this.lastUsedAt = builder.lastUsedAt;
	}

	private static String require(@Nullable String text, String what) {
		Assert.isTrue(text != null && !text.isEmpty(), "A passkey needs " + what);
		return text;
	}

	private static String require(@Nullable String text, int maxBytes, String what) {
		String present = require(text, what);
		Assert.isTrue(Base64Url.isCanonical(present, maxBytes),
				"A passkey has " + what + " of up to " + maxBytes + " bytes in base64url");
		return present;
	}

	/**
	 * Begins to describe a passkey.
	 * @param id the id of the credential
	 * @return a builder
	 */
	public static Builder withId(String id) {
		return new Builder(id);
	}

	/**
	 * Whether a text can be the name that a user gives a passkey.
	 * @param label any text
	 * @return {@code false} if it has more than 64 characters, or control characters
	 */
	public static boolean isLabel(String label) {
		return label.length() <= MAX_LABEL && StrictText.isStorable(label)
				&& label.chars().noneMatch(Character::isISOControl);
	}

	/**
	 * The id of the credential, which tells it from any other.
	 * @return 1 to 1,023 bytes in base64url
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whose it is.
	 * @return the user's id
	 */
	public String userId() {
		return this.userId;
	}

	/**
	 * What the user's devices know the user by: random, and the same for all passkeys of
	 * a user.
	 * @return 1 to 64 bytes in base64url; 32 of a passkey that was made here
	 */
	public String userHandle() {
		return this.userHandle;
	}

	/**
	 * What verifies signatures, as COSE_Key
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9052#section-7">RFC 9052, section
	 * 7</a>), which names the algorithm.
	 * @return the bytes in base64url
	 */
	public String publicKey() {
		return this.publicKey;
	}

	/**
	 * How many signatures the device has made, as it said with the last one.
	 * @return 0 to 4,294,967,295; 0 of a device that does not count
	 */
	public long signatureCounter() {
		return this.signatureCounter;
	}

	/**
	 * Whether it can be on several devices. That never changes.
	 * @return whether it can
	 */
	public boolean backupEligible() {
		return this.backupEligible;
	}

	/**
	 * Whether it was on several devices when it was used last.
	 * @return whether it was
	 */
	public boolean backedUp() {
		return this.backedUp;
	}

	/**
	 * The model of the device or the password manager, in its own words.
	 * @return the id of the model; zeros if it is not told
	 */
	public UUID aaguid() {
		return this.aaguid;
	}

	/**
	 * How the device can be reached, such as {@code internal}, {@code hybrid} or
	 * {@code usb}, in the client's words.
	 * @return the names; none if they are not known
	 */
	public List<String> transports() {
		return this.transports;
	}

	/**
	 * The name that the user gave it.
	 * @return up to 64 characters; empty for none
	 */
	public String label() {
		return this.label;
	}

	/**
	 * When it was set up.
	 * @return the time, in whole milliseconds
	 */
	public Instant createdAt() {
		return this.createdAt;
	}

	/**
	 * When it was used last.
	 * @return the time, in whole milliseconds, or {@code null} if it never was
	 */
	public @Nullable Instant lastUsedAt() {
		return this.lastUsedAt;
	}

	/**
	 * Begins to describe a passkey that differs from this one.
	 * @return a builder with all that is known of this one
	 */
	public Builder toBuilder() {
		return withId(this.id).userId(this.userId)
			.userHandle(this.userHandle)
			.publicKey(this.publicKey)
			.signatureCounter(this.signatureCounter)
			.backupEligible(this.backupEligible)
			.backedUp(this.backedUp)
			.aaguid(this.aaguid)
			.transports(this.transports)
			.label(this.label)
			.createdAt(this.createdAt)
			.lastUsedAt(this.lastUsedAt);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Passkey passkey && this.id.equals(passkey.id) && this.userId.equals(passkey.userId)
				&& this.userHandle.equals(passkey.userHandle) && this.publicKey.equals(passkey.publicKey)
				&& this.signatureCounter == passkey.signatureCounter && this.backupEligible == passkey.backupEligible
				&& this.backedUp == passkey.backedUp && this.aaguid.equals(passkey.aaguid)
				&& this.transports.equals(passkey.transports) && this.label.equals(passkey.label)
				&& this.createdAt.equals(passkey.createdAt) && Objects.equals(this.lastUsedAt, passkey.lastUsedAt);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * Whose it is, and no key.
	 */
	@Override
	public String toString() {
		return "Passkey[userId=" + LogText.of(this.userId) + ", createdAt=" + this.createdAt + "]";
	}

	/**
	 * Describes a passkey. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String id;

		private @Nullable String userId;

		private @Nullable String userHandle;

		private @Nullable String publicKey;

		private long signatureCounter;

		private boolean backupEligible;

		private boolean backedUp;

		private UUID aaguid = NO_AAGUID;

		private List<String> transports = List.of();

		private String label = "";

		private Instant createdAt = Instant.EPOCH;

		private @Nullable Instant lastUsedAt;

		private Builder(String id) {
			this.id = id;
		}

		/**
		 * Sets whose it is.
		 * @param userId the user's id
		 * @return this builder
		 */
		public Builder userId(String userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Sets what the user's devices know the user by.
		 * @param userHandle 1 to 64 bytes in base64url
		 * @return this builder
		 */
		public Builder userHandle(String userHandle) {
			this.userHandle = userHandle;
			return this;
		}

		/**
		 * Sets what verifies signatures.
		 * @param publicKey a COSE_Key in base64url
		 * @return this builder
		 */
		public Builder publicKey(String publicKey) {
			this.publicKey = publicKey;
			return this;
		}

		/**
		 * Sets how many signatures the device has made.
		 * @param signatureCounter 0 to 4,294,967,295
		 * @return this builder
		 */
		public Builder signatureCounter(long signatureCounter) {
			this.signatureCounter = signatureCounter;
			return this;
		}

		/**
		 * Sets whether it can be on several devices.
		 * @param backupEligible whether it can
		 * @return this builder
		 */
		public Builder backupEligible(boolean backupEligible) {
			this.backupEligible = backupEligible;
			return this;
		}

		/**
		 * Sets whether it was on several devices when it was used last.
		 * @param backedUp whether it was
		 * @return this builder
		 */
		public Builder backedUp(boolean backedUp) {
			this.backedUp = backedUp;
			return this;
		}

		/**
		 * Sets the model of the device or the password manager.
		 * @param aaguid the id of the model; zeros if it is not told
		 * @return this builder
		 */
		public Builder aaguid(UUID aaguid) {
			this.aaguid = aaguid;
			return this;
		}

		/**
		 * Sets how the device can be reached.
		 * @param transports names of small letters, digits and dashes
		 * @return this builder
		 * @throws IllegalArgumentException if there are others, or more than fit
		 */
		public Builder transports(List<String> transports) {
			Assert.isTrue(transports.stream().allMatch((name) -> name.matches("[a-z0-9-]+"))
					&& String.join(",", transports).length() <= MAX_TRANSPORTS, "Transports have short names");
			this.transports = List.copyOf(transports);
			return this;
		}

		/**
		 * Sets the name that the user gave it.
		 * @param label the name; empty for none
		 * @return this builder
		 * @throws IllegalArgumentException if it {@linkplain Passkey#isLabel can't be}
		 * one
		 */
		public Builder label(String label) {
			Assert.isTrue(isLabel(label), "The label of a passkey has up to 64 characters, and no control characters");
			this.label = label;
			return this;
		}

		/**
		 * Sets when it was set up.
		 * @param createdAt the time, in whole milliseconds
		 * @return this builder
		 */
		public Builder createdAt(Instant createdAt) {
			this.createdAt = createdAt;
			return this;
		}

		/**
		 * Sets when it was used last.
		 * @param lastUsedAt the time, in whole milliseconds, or {@code null} if it never
		 * was
		 * @return this builder
		 */
		public Builder lastUsedAt(@Nullable Instant lastUsedAt) {
			this.lastUsedAt = lastUsedAt;
			return this;
		}

		/**
		 * The passkey as it was described.
		 * @return the passkey
		 * @throws IllegalArgumentException if id, user id, user handle or public key are
		 * absent or too long
		 */
		public Passkey build() {
			return new Passkey(this);
		}

	}

}
