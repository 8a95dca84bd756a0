import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TARGET = new URL('../../../../jwt2fa-sample-app/target/', import.meta.url);

/** The sample application, in a process of its own and on a port that is free. */
export class Sample {
  private constructor(private readonly process: ChildProcess, readonly url: string) {}

  /** Starts what a build has made. The log tells the port. */
  static async start(): Promise<Sample> {
    const jar = (await readdir(TARGET)).find((name) => /^jwt2fa-sample-app-\d[^-]*(-SNAPSHOT)?\.jar$/.test(name));
    if (jar === undefined) {
      throw new Error('There is no jar of the sample: mvn package -DskipTests -pl jwt2fa-sample-app -am');
    }
    const process = spawn('java', ['-jar', fileURLToPath(new URL(jar, TARGET)), '--server.port=0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<string>((resolve, reject) => {
      let log = '';
      process.once('error', reject);
      process.once('exit', (code) => reject(new Error(`The sample ended with ${code}:\n${log}`)));
      process.stdout.on('data', (text: Buffer) => {
        log += text.toString();
        const started = /Log in at http:\/\/localhost:(\d+)/.exec(log)?.[1];
        if (started !== undefined) {
          resolve(started);
        }
      });
    });
    return new Sample(process, `http://127.0.0.1:${port}`);
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

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      this.process.kill();
      await once(this.process, 'exit');
    }
  }
}
