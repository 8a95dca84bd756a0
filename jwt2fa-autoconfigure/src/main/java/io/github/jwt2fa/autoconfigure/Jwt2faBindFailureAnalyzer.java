package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Says what may be written for a property that there is not, or whose value can't even be
 * read. Comes before Boot's own, which prints the value, whatever it is.
 */
final class Jwt2faBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("jwt2fa");

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationPropertyName name = cause.getName();
		UnboundConfigurationPropertiesException unbound = findCause(rootFailure,
				UnboundConfigurationPropertiesException.class);
		if (unbound != null && PREFIX.equals(name)) {
			return analyzeUnknown(unbound.getUnboundProperties().iterator().next(), cause);
		}
		if (!PREFIX.isAncestorOf(name)) {
			return null;
		}
		String relative = name.subName(1).toString();
		String origin = (cause.getProperty() != null) ? originOf(cause.getProperty()) : "";
		// better one value too few than the text of a secret
		boolean secret = relative.contains("secret") || relative.contains("key");
		String value = (!secret && cause.getProperty() != null) ? " \"" + cause.getProperty().getValue() + "\"" : "";
		String description = "The value" + value + " of the property " + name + origin + " can't be read.";
		String action = Property.help(relative.replaceAll("\\[\\d+]$", ""));
		// Boot logs the cause at DEBUG, and its message may hold the value
		return new FailureAnalysis(description, action,
				secret ? new Jwt2faConfigurationException(description, action) : cause);
	}

	/**
	 * Without its value, which may be a secret by any name.
	 */
	private static FailureAnalysis analyzeUnknown(ConfigurationProperty property, BindException cause) {
		ConfigurationPropertyName name = property.getName();
		return new FailureAnalysis("There is no property " + name + originOf(property) + ".",
				Property.helpForUnknown(name.subName(1).toString()), cause);
	}

	private static String originOf(ConfigurationProperty property) {
		return (property.getOrigin() != null) ? ", from " + property.getOrigin() : "";
	}

}
