import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../../../../jwt2fa-sample-app/target/', import.meta.url));

const START_SECONDS = 120;

type Application = ChildProcessByStdio<null, Readable, null>;

/** The sample application, in a process of its own and on a port that is free. */
export class Sample {
  private constructor(private readonly application: Application, readonly url: string) {}

  /** Starts what a build has made last. The log tells the port. */
  static async start(): Promise<Sample> {
    const home = process.env['JAVA_HOME'];
    const java = home ? join(home, 'bin', 'java') : 'java';
    const application = spawn(java, ['-jar', await newestJar(), '--server.port=0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    endWithThisProcess(application);
    try {
      return new Sample(application, `http://127.0.0.1:${await port(application)}`);
    } catch (error) {
      await end(application, 'SIGKILL');
      throw error;
    }
  }

  /** The code in the newest mail. The sample sends its mail to itself. */
  async mailedCode(): Promise<string> {
    const answer = await fetch(`${this.url}/inbox`, { headers: { Accept: 'application/json' } });
    const code = /code:\D*(\d+)/.exec(await answer.text())?.[1];
    if (code === undefined) {
      throw new Error('There is no mail with a code');
    }
    return code;
  }

  stop(): Promise<void> {
    return end(this.application, 'SIGTERM');
  }
}

async function newestJar(): Promise<string> {
  const names = await readdir(TARGET).catch((): string[] => []);
  const jars = await Promise.all(
    names
      .filter((name) => /^jwt2fa-sample-app-\d[^-]*(-SNAPSHOT)?\.jar$/.test(name))
      .map(async (name) => ({ path: join(TARGET, name), made: (await stat(join(TARGET, name))).mtimeMs })),
  );
  const newest = jars.sort((one, other) => other.made - one.made)[0];
  if (newest === undefined) {
    throw new Error('There is no jar of the sample: mvn package -DskipTests -pl jwt2fa-sample-app -am');
  }
  return newest.path;
}

function port(application: Application): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (reason: string) => reject(new Error(`The sample ${reason}:\n${log}`));
    setTimeout(() => fail(`has not started within ${START_SECONDS} s`), START_SECONDS * 1000).unref();
    application.once('error', reject);
    application.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
    application.stdout.on('data', (text: Buffer) => {
      log += text.toString();
      const started = /Log in at http:\/\/localhost:(\d+)/.exec(log)?.[1];
      if (started !== undefined) {
        resolve(started);
      }
    });
  });
}

/** On the ways out that pass no finally. Asked in a friendly way, it would start first. */
function endWithThisProcess(application: Application): void {
  process.once('exit', () => application.kill('SIGKILL'));
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(1));
  }
}

async function end(application: Application, signal: NodeJS.Signals): Promise<void> {
  if (application.exitCode === null && application.signalCode === null) {
    application.kill(signal);
    await once(application, 'exit');
  }
}
