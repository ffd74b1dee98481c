// Original file: proto/basilca/common/v1/common.proto


export interface DockerInfo {
  'version'?: (string);
  'apiVersion'?: (string);
  'storageDriver'?: (string);
  'runningContainers'?: (number);
  'totalContainers'?: (number);
  'totalImages'?: (number);
  'accessible'?: (boolean);
  'gpuSupport'?: (boolean);
  'securityFeatures'?: (string)[];
}

export interface DockerInfo__Output {
  'version': (string);
  'apiVersion': (string);
  'storageDriver': (string);
  'runningContainers': (number);
  'totalContainers': (number);
  'totalImages': (number);
  'accessible': (boolean);
  'gpuSupport': (boolean);
  'securityFeatures': (string)[];
}
