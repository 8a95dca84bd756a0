package io.github.jwt2fa.test;

import java.util.List;
import java.util.Set;

import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

/**
 * To be imported: the auto-configurations of the library and no others, in their order.
 */
public final class OwnAutoConfigurations extends AutoConfigurationImportSelector {

	@Override
	protected AnnotationAttributes getAttributes(AnnotationMetadata metadata) {
		return new AnnotationAttributes();
	}

	@Override
	protected List<String> getCandidateConfigurations(AnnotationMetadata metadata, AnnotationAttributes attributes) {
		return super.getCandidateConfigurations(metadata, attributes).stream()
			.filter((name) -> name.startsWith("io.github.jwt2fa."))
			.toList();
	}

	@Override
	protected Set<String> getExclusions(AnnotationMetadata metadata, AnnotationAttributes attributes) {
		return Set.of();
	}

}
