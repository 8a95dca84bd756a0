package io.github.jwt2fa.web.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The paths that a handler mapping of the application has handlers for, as far as it
 * tells, and what is there.
 */
final class HandlerPaths {

	private HandlerPaths() {
	}

	/**
	 * Hands out each pattern of a mapping, with the words for its handler.
	 */
	static void of(HandlerMapping mapping, BiConsumer<String, Object> handlers) {
		if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
			methods.getHandlerMethods()
				.forEach((info, method) -> info.getPatternValues().forEach((path) -> handlers.accept(path, method)));
		}
		else if (mapping instanceof AbstractUrlHandlerMapping urls) {
			urls.getHandlerMap().forEach(handlers);
		}
		else if (mapping instanceof RouterFunctionMapping routes && routes.getRouterFunction() != null) {
			routes.getRouterFunction().accept(new Routes(handlers));
		}
	}

	/**
	 * Puts paths together from those of nested routes.
	 */
	private static final class Routes implements RouterFunctions.Visitor {

		private final BiConsumer<String, Object> handlers;

		private final Deque<List<String>> prefixes = new ArrayDeque<>(List.of(List.of("")));

		private Routes(BiConsumer<String, Object> handlers) {
			this.handlers = handlers;
		}

		@Override
		public void startNested(RequestPredicate predicate) {
			this.prefixes.push(below(predicate));
		}

		@Override
		public void endNested(RequestPredicate predicate) {
			this.prefixes.pop();
		}

		@Override
		public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
			below(predicate).forEach((path) -> this.handlers.accept(path, predicate + " -> " + handler));
		}

		private List<String> below(RequestPredicate predicate) {
			Paths paths = new Paths();
			predicate.accept(paths);
			List<String> suffixes = paths.found.isEmpty() ? List.of("") : paths.found;
			return this.prefixes.element()
				.stream()
				.flatMap((prefix) -> suffixes.stream().map((suffix) -> prefix + suffix))
				.toList();
		}

		@Override
		public void resources(Function<ServerRequest, Optional<Resource>> lookup) {
		}

		@Override
		public void attributes(Map<String, Object> attributes) {
		}

		@Override
		public void unknown(RouterFunction<?> function) {
		}

	}

	/**
	 * The paths that a predicate asks for. A negated one is not meant.
	 */
	private static final class Paths implements RequestPredicates.Visitor {

		private final List<String> found = new ArrayList<>();

		private int negations;

		@Override
		public void path(String pattern) {
			if (this.negations == 0) {
				this.found.add(pattern);
			}
		}

		@Override
		public void startNegate() {
			this.negations++;
		}

		@Override
		public void endNegate() {
			this.negations--;
		}

		@Override
		public void method(Set<HttpMethod> methods) {
		}

		@Override
		@SuppressWarnings("removal")
		public void pathExtension(String extension) {
		}

		@Override
		public void header(String name, String value) {
		}

		@Override
		public void param(String name, String value) {
		}

		@Override
		public void version(String version) {
		}

		@Override
		public void startAnd() {
		}

		@Override
		public void and() {
		}

		@Override
		public void endAnd() {
		}

		@Override
		public void startOr() {
		}

		@Override
		public void or() {
		}

		@Override
		public void endOr() {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
