package io.github.jwt2fa.message;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.HierarchicalMessageSource;
import org.springframework.context.MessageSource;
import org.springframework.context.support.AbstractResourceBasedMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ResourceUtils;

/**
 * The locales that an application has texts for, by the names of its files.
 *
 * @param messages the texts of the application
 */
record ApplicationLanguages(MessageSource messages) implements Supplier<Set<Locale>> {

	private static final Log logger = LogFactory.getLog(ApplicationLanguages.class);

	@Override
	public Set<Locale> get() {
		Set<Locale> found = new HashSet<>();
		MessageSource source = this.messages;
		while (source != null) {
			if (source instanceof AbstractResourceBasedMessageSource based) {
				based.getBasenameSet().forEach((basename) -> addLocalesOf(basename, found));
			}
			source = (source instanceof HierarchicalMessageSource child) ? child.getParentMessageSource() : null;
		}
		return Set.copyOf(found);
	}

	private static void addLocalesOf(String basename, Set<Locale> found) {
		String path = basename.startsWith(ResourceUtils.CLASSPATH_URL_PREFIX)
				? basename.substring(ResourceUtils.CLASSPATH_URL_PREFIX.length()) : basename;
		boolean url = ResourceUtils.isUrl(path);
		String pattern = url ? path : "classpath*:" + path.replace('.', '/').replaceFirst("^/", "");
		String name = path.substring(Math.max(path.lastIndexOf('/'), url ? -1 : path.lastIndexOf('.')) + 1);
		try {
			for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern + "_*.properties")) {
				Locale locale = localeOf(file.getFilename(), name);
				if (locale != null) {
					found.add(locale);
				}
			}
		}
		catch (IOException ex) {
			logger.debug("No translations of " + basename + " were found", ex);
		}
	}

	/**
	 * The locale of {@code messages_pt_BR.properties}.
	 */
	private static @Nullable Locale localeOf(@Nullable String filename, String name) {
		if (filename == null || !filename.startsWith(name + "_")) {
			return null;
		}
		String suffix = filename.substring(name.length() + 1, filename.length() - ".properties".length());
		Locale locale = Locale.forLanguageTag(suffix.replace('_', '-'));
		return locale.getLanguage().isEmpty() ? null : locale;
	}

}
