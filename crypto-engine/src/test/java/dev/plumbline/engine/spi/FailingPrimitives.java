package dev.plumbline.engine.spi;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.RunningHash;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Primitives of which one call fails: any call that may throw {@link EngineException}, on the primitives or on an
 * object that they returned. Also counts the objects and secrets that were made and not closed.
 */
public final class FailingPrimitives {
  private final int failing;
  private final EngineException.Kind kind;
  private final Set<Object> open = new HashSet<>();
  private int calls;

  private FailingPrimitives(int failing, EngineException.Kind kind) {
    this.failing = failing;
    this.kind = kind;
  }

  /**
   * @param failing the call that fails, counted from 1; 0 for none
   */
  public static FailingPrimitives at(int failing, EngineException.Kind kind) {
    return new FailingPrimitives(failing, kind);
  }

  public int calls() {
    return calls;
  }

  public int open() {
    return open.size();
  }

  public Primitives around(Primitives primitives) {
    return (Primitives) wrap(primitives, List.of(Primitives.class));
  }

  private Object wrap(Object target, List<Class<?>> interfaces) {
    return Proxy.newProxyInstance(
        Primitives.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), new Wrapper(target));
  }

  private final class Wrapper implements InvocationHandler {
    private final Object target;

    Wrapper(Object target) {
      this.target = target;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("close")) {
        open.remove(target);
      }
      if (Arrays.asList(method.getExceptionTypes()).contains(EngineException.class) && ++calls == failing) {
        throw new EngineException(kind, "call " + calls + ", " + method.getName());
      }
      Object result = call(method, arguments);
      if (result instanceof Primitives.Resource || result instanceof RunningHash) {
        open.add(result);
        return wrap(result, List.of(method.getReturnType()));
      }
      return result;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
      try {
        return method.invoke(target, unwrapped(arguments));
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private Object[] unwrapped(Object[] arguments) {
      if (arguments == null) {
        return null;
      }
      return Arrays.stream(arguments)
          .map(
              argument ->
                  argument != null && Proxy.isProxyClass(argument.getClass())
                      ? ((Wrapper) Proxy.getInvocationHandler(argument)).target
                      : argument)
          .toArray();
    }
  }
}
