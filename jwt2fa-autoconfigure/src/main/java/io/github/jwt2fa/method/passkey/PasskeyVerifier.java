package io.github.jwt2fa.method.passkey;

import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.Curve;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.ClientDataType;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import com.webauthn4j.server.AnyOriginPredicate;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.AuthenticationDataVerifier;
import com.webauthn4j.verifier.RegistrationDataVerifier;
import com.webauthn4j.verifier.attestation.statement.androidkey.NullAndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.androidsafetynet.NullAndroidSafetyNetAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.NullAppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.NullPackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.NullTPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.NullFIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.NullSelfAttestationTrustworthinessVerifier;
import io.github.jwt2fa.text.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.util.function.SingletonSupplier;

/**
 * Checks what devices sign and say, by WebAuthn4J, whose steps are those of
 * <a href="https://www.w3.org/TR/webauthn-3/#sctn-rp-operations">WebAuthn Level 3,
 * section 7</a>. Not here: whose a passkey is, and its counter, which is decided where it
 * is written. WebAuthn4J's own managers are left out, since they log what they are given.
 * Thread-safe.
 */
final class PasskeyVerifier {

	private static final int MIN_RSA_BITS = 2048;

	private final String rpId;

	private final RefusedOrigins refusedOrigins;

	/**
	 * Made when the first passkey comes: that takes some hundred milliseconds, which the
	 * start is spared.
	 */
	private final SingletonSupplier<WebAuthn> webAuthn = SingletonSupplier.of(WebAuthn::new);

	/**
	 * A verifier.
	 * @param settings what passkeys are for
	 */
	PasskeyVerifier(PasskeySettings settings) {
		this.rpId = settings.rpId();
		this.refusedOrigins = new RefusedOrigins(settings.allowedOrigins());
	}

	/**
	 * Checks the signature of a passkey.
	 * @param credential what the client sent
	 * @param passkey the passkey of that id
	 * @param challenge the challenge, in base64url
	 * @param userVerified whether the device has to have verified its user
	 * @return what it signed, or {@code null} if anything is wrong
	 */
	@Nullable Assertion verify(Credential credential, Passkey passkey, String challenge, boolean userVerified) {
		byte[] bytes = credential.authenticatorData();
		byte[] id = Base64Url.decode(credential.id());
		byte[] key = Base64Url.decode(passkey.publicKey());
		if (bytes == null || credential.signature() == null || id == null || key == null
				|| !credential.clientData().challenge().equals(challenge)) {
			return null;
		}
		Assertion assertion;
		WebAuthn webAuthn = this.webAuthn.obtain();
		try {
			AuthenticatorData<AuthenticationExtensionAuthenticatorOutput> data = webAuthn.authenticatorData
				.convert(bytes);
			webAuthn.assertions.verify(
					new AuthenticationData(id, null, data, bytes, clientData(credential.clientData()),
							credential.clientDataJson(), null, credential.signature()),
					new AuthenticationParameters(server(challenge), record(passkey, id, key), null, userVerified,
							true));
			assertion = new Assertion(data.getSignCount(), data.isFlagBS(), data.isFlagUV());
		}
		catch (RuntimeException ex) {
			// of many types, and their messages hold what the client sent
			return null;
		}
		return this.refusedOrigins.contains(credential.clientData().origin()) ? null : assertion;
	}

	/**
	 * Checks a new passkey.
	 * @param credential what the client sent
	 * @param challenge the challenge, in base64url
	 * @return what is to be kept of it, or {@code null} if anything is wrong
	 */
	@Nullable Registration verify(Credential credential, String challenge) {
		byte[] bytes = credential.attestationObject();
		if (bytes == null || !credential.clientData().challenge().equals(challenge)) {
			return null;
		}
		Registration registration;
		WebAuthn webAuthn = this.webAuthn.obtain();
		try {
			AttestationObject attestation = webAuthn.attestationObjects.convert(bytes);
			webAuthn.registrations.verify(
					new RegistrationData(attestation, bytes, clientData(credential.clientData()),
							credential.clientDataJson(), null, Set.of()),
					new RegistrationParameters(server(challenge), WebAuthn.ALGORITHMS, false, true));
			registration = (attestation != null) ? registration(credential, attestation) : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
		return (registration == null || this.refusedOrigins.contains(credential.clientData().origin())) ? null
				: registration;
	}

	/**
	 * By our own strict reading: there are no two that could differ.
	 */
	private static CollectedClientData clientData(ClientData data) {
		return new CollectedClientData(Objects.requireNonNull(ClientDataType.create(data.type())),
				new DefaultChallenge(data.challenge()), Origin.create(data.origin()), data.crossOrigin(),
				(data.topOrigin() != null) ? Origin.create(data.topOrigin()) : null, null);
	}

	/**
	 * Of any origin here: ours are looked at last, so that only the owner of a passkey
	 * gets a refused one into the log.
	 */
	private ServerProperty server(String challenge) {
		return ServerProperty.builder()
			.originPredicate(new AnyOriginPredicate())
			.rpId(this.rpId)
			.challenge(new DefaultChallenge(challenge))
			.build();
	}

	private CredentialRecord record(Passkey passkey, byte[] id, byte[] key) {
		COSEKey publicKey = this.webAuthn.obtain().converter.getCborMapper().readValue(key, COSEKey.class);
		return new CredentialRecordImpl(null, null, passkey.backupEligible(), passkey.backedUp(),
				passkey.signatureCounter(), new AttestedCredentialData(new AAGUID(passkey.aaguid()), id, publicKey),
				null, null, null, null);
	}

	private @Nullable Registration registration(Credential credential, AttestationObject attestation) {
		AuthenticatorData<?> data = attestation.getAuthenticatorData();
		AttestedCredentialData attested = data.getAttestedCredentialData();
		if (attested == null || !Base64Url.encode(attested.getCredentialId()).equals(credential.id())
				|| !isFit(attested.getCOSEKey())) {
			return null;
		}
		byte[] key = this.webAuthn.obtain().converter.getCborMapper().writeValueAsBytes(attested.getCOSEKey());
		UUID aaguid = attested.getAaguid().getValue();
		return (key.length <= Passkey.MAX_PUBLIC_KEY_BYTES && aaguid != null)
				? new Registration(Base64Url.encode(key), data.getSignCount(), data.isFlagBE(), data.isFlagBS(), aaguid)
				: null;
	}

	/**
	 * Whether a key is a public one that is as good as its algorithm
	 * (<a href="https://www.w3.org/TR/webauthn-3/#sctn-alg-identifier">WebAuthn Level 3,
	 * section 5.8.5</a>).
	 */
	private static boolean isFit(COSEKey key) {
		if (key.hasPrivateKey() || !key.hasPublicKey()) {
			return false;
		}
		if (key instanceof EC2COSEKey ec) {
			return Curve.SECP256R1.equals(ec.getCurve());
		}
		if (key instanceof EdDSACOSEKey ed) {
			return Curve.ED25519.equals(ed.getCurve());
		}
		return !(key.getPublicKey() instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= MIN_RSA_BITS;
	}

	/**
	 * What checks them, made when the first passkey comes.
	 */
	private static final class WebAuthn {

		/** An attestation holds certificates in lists in objects. */
		private static final int MAX_DEPTH = 16;

		private static final List<PublicKeyCredentialParameters> ALGORITHMS = PasskeyOptions.ALGORITHMS.stream()
			.map((algorithm) -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY,
					COSEAlgorithmIdentifier.create(algorithm)))
			.toList();

		private final ObjectConverter converter;

		private final AuthenticatorDataConverter authenticatorData;

		private final AttestationObjectConverter attestationObjects;

		private final AuthenticationDataVerifier assertions;

		private final RegistrationDataVerifier registrations;

		WebAuthn() {
			this.converter = new ObjectConverter(
					new JsonMapper(StrictJson.factory(StreamReadConstraints.DEFAULT_MAX_NUM_LEN)),
					new CBORMapper(CBORFactory.builder()
						.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
						.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
						.build()));
			this.authenticatorData = new AuthenticatorDataConverter(this.converter);
			this.attestationObjects = new AttestationObjectConverter(this.converter);
			this.assertions = new AuthenticationDataVerifier(List.of());
			this.assertions.setMaliciousCounterValueHandler((assertion) -> {
				// whoever writes the counter finds that out
			});
			// nothing is asked about the makers of devices, and what is said is not
			// believed
			this.registrations = new RegistrationDataVerifier(
					List.of(new NoneAttestationStatementVerifier(), new NullFIDOU2FAttestationStatementVerifier(),
							new NullPackedAttestationStatementVerifier(), new NullTPMAttestationStatementVerifier(),
							new NullAndroidKeyAttestationStatementVerifier(),
							new NullAndroidSafetyNetAttestationStatementVerifier(),
							new NullAppleAnonymousAttestationStatementVerifier()),
					new NullCertPathTrustworthinessVerifier(), new NullSelfAttestationTrustworthinessVerifier(),
					List.of(), this.converter);
		}

	}

	/**
	 * What a passkey signed.
	 *
	 * @param signatureCounter how many signatures there are with this one
	 * @param backedUp whether it is on several devices
	 * @param userVerified whether the device verified its user
	 */
	record Assertion(long signatureCounter, boolean backedUp, boolean userVerified) {
	}

	/**
	 * What is to be kept of a new passkey.
	 *
	 * @param publicKey its public key, COSE_Key in base64url
	 * @param signatureCounter how many signatures there are so far
	 * @param backupEligible whether it can be on several devices
	 * @param backedUp whether it is on several devices
	 * @param aaguid the model of the device
	 */
	record Registration(String publicKey, long signatureCounter, boolean backupEligible, boolean backedUp,
			UUID aaguid) {
	}

}
