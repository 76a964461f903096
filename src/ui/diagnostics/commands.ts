import type { Commands } from '../common/commandRunner';
import { copyDoctorReport, fixFinding, runDoctor } from './runDoctor';
import type { DiagnosticsServices } from './diagnosticsServices';

/** The commands that run the doctor. */
export const diagnosticsCommands: Commands<DiagnosticsServices> = {
  'codeartifact.runDoctor': { run: runDoctor, singleFlight: true },
  'codeartifact.copyDoctorReport': { run: copyDoctorReport },
  'codeartifact.fixFinding': { run: fixFinding },
};
