"""Stage `publish`: checked tables → an immutable release, swapped in whole. It computes no facts."""

from pipelines.publish.release import PublishError, Release, publish_release, whole_release

__all__ = ["PublishError", "Release", "publish_release", "whole_release"]
