package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRegistrationService;
import io.github.jwt2fa.method.passkey.PasskeySetup;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.token.AuthTokenAuthenticator.Verified;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestMethod;

/**
 * How users set passkeys up.
 */
final class PasskeyEndpoints implements EndpointRoutes {

	/** So many characters a passkey's name has at most. */
	private static final int MAX_LABEL = 64;

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final FactorSetUp setUp;

	private final PasskeyRegistrationService passkeys;

	/**
	 * The endpoints.
	 * @param setUp the rules for who sets a factor up
	 * @param passkeys makes and keeps passkeys
	 */
	PasskeyEndpoints(FactorSetUp setUp, PasskeyRegistrationService passkeys) {
		this.setUp = setUp;
		this.passkeys = passkeys;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.PASSKEY_SETUP, RequestMethod.POST, this::setUp),
				new EndpointRoute(Endpoint.PASSKEY_CONFIRM, RequestMethod.POST, this::confirm));
	}

	void setUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Verified verified = this.setUp.require(request, TwoFactorMethod.PASSKEY);
		this.bodies.requireJsonAccepted(request);
		PasskeySetup setup = this.passkeys.setUp(verified.user());
		this.json.ok(response, Map.of("token", setup.token(), "public_key", setup.publicKey()));
	}

	void confirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Verified verified = this.setUp.require(request, TwoFactorMethod.PASSKEY);
		RequestBody body = this.bodies.read(request);
		String token = body.text("token");
		Proof credential = body.credential("credential");
		String label = body.optionalLine("label", MAX_LABEL);
		Map<String, Object> answer = new LinkedHashMap<>();
		Map<String, Object> codes = this.setUp.confirm(verified, TwoFactorMethod.PASSKEY, body,
				() -> answer.put("passkey", membersOf(confirm(verified, token, credential, label))));
		answer.putAll(codes);
		this.json.ok(response, answer);
	}

	private Passkey confirm(Verified verified, String token, Proof credential, @Nullable String label) {
		return FactorSetUp.isFirst(verified) ? this.passkeys.confirmFirst(verified.user(), token, credential, label)
				: this.passkeys.confirm(verified.user(), token, credential, label);
	}

	private Map<String, Object> membersOf(Passkey passkey) {
		Factor factor = this.passkeys.factor(passkey);
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("method", TwoFactorMethod.PASSKEY.value());
		members.put("id", factor.id());
		members.putAll(factor.members());
		return members;
	}

}
