package io.github.jwt2fa.autoconfigure;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.jwt2fa.device.TrustedDevicesAreOn;
import io.github.jwt2fa.method.recovery.RecoveryCodesAreOn;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import io.github.jwt2fa.wiring.OnFlag;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;

/**
 * The properties that decide over beans. Ahead-of-time processing asks them at the build,
 * and a start that sets them otherwise would go on as if nobody had: it fails instead.
 * Processing leaves a definition behind that knows what the properties were.
 *
 * @param atBuild what each property came to at the build, by its name; empty where
 * nothing was processed
 */
record FrozenProperties(Map<String, String> atBuild) implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		Environment environment = beans.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME,
				Environment.class);
		if (!this.atBuild.isEmpty()) {
			requireUnchanged(environment);
		}
		else if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)
				&& beans instanceof BeanDefinitionRegistry registry) {
			registry.registerBeanDefinition("jwt2faPropertiesAtBuild",
					BeanDefinitionBuilder.rootBeanDefinition(FrozenProperties.class)
						.addConstructorArgValue(in(environment))
						.getBeanDefinition());
		}
	}

	/**
	 * What each property comes to, as the conditions ask it: what may change of it
	 * without another bean is left out.
	 */
	static Map<String, String> in(Environment environment) {
		Map<String, String> outcomes = new TreeMap<>();
		String domain = text(Property.PASSKEY_RP_ID, "false", environment);
		outcomes.put(Property.PASSKEY_RP_ID.toString(), domain.equals("false") ? "not set" : "set");
		outcomes.put(Property.PASSKEY_LOGIN.toString(), flag(Property.PASSKEY_LOGIN, false, environment));
		outcomes.put(Property.RECOVERY_CODE_COUNT.toString(), RecoveryCodesAreOn.in(environment) ? "more than 0" : "0");
		outcomes.put(Property.TRUSTED_DEVICES_MAX_AGE.toString(),
				TrustedDevicesAreOn.in(environment) ? "longer than 0s" : "0s");
		outcomes.put(Property.STATE_STORE.toString(), text(Property.STATE_STORE, "memory", environment));
		outcomes.put(Property.NOTIFY_FACTOR_CHANGES.toString(),
				flag(Property.NOTIFY_FACTOR_CHANGES, true, environment));
		outcomes.put(Property.AUDIT_LOG.toString(), flag(Property.AUDIT_LOG, false, environment));
		return outcomes;
	}

	private static String flag(Property property, boolean byDefault, Environment environment) {
		return String.valueOf(OnFlag.in(environment, property.toString(), byDefault));
	}

	private static String text(Property property, String byDefault, Environment environment) {
		return environment.getProperty(property.toString(), byDefault).toLowerCase(Locale.ROOT);
	}

	private void requireUnchanged(Environment environment) {
		in(environment).forEach((property, now) -> {
			String then = this.atBuild.get(property);
			if (!now.equals(then)) {
				throw new Jwt2faConfigurationException(
						"The property " + property + " is " + now + ", and was " + then
								+ " when the application was processed ahead of time (AOT).",
						"Set " + property
								+ " alike for the build (process-aot) and for the start: which beans there are "
								+ "was decided at the build.");
			}
		});
	}

}
