namespace RnnGen.Training;

/// <summary>Provides what pictures are compared by: their pixels.</summary>
internal static class PictureFeatures
{
    /// <summary>
    /// Gets red, green and blue, multiplied by alpha, and alpha, where the network knows it; or grey alone. All in
    /// [0, 1].
    /// </summary>
    /// <param name="config">The blueprint of the network.</param>
    /// <param name="picture">A picture of its size.</param>
    /// <param name="chance">
    /// What decides of the pixels of the output "binary", which are on with their brightness as the chance.
    /// </param>
    public static float[] Of(DrawConfig config, Picture picture, Rng chance)
    {
        var channels = config.Output switch { "binary" or "grey" => 1, "rgb" => 3, _ => Picture.Channels };
        var features = new float[picture.Width * picture.Height * channels];
        for (var i = 0; i < features.Length; i++)
        {
            var pixel = picture.Pixels.AsSpan(i / channels * Picture.Channels, Picture.Channels);
            var channel = i % channels;
            var value = channel < 3 ? pixel[channel] * pixel[3] / (255f * 255) : pixel[3] / 255f;
            features[i] = config.Output == "binary" ? (chance.Uniform() < value ? 1 : 0) : value;
        }

        return features;
    }

    /// <summary>Gets the difference of a channel, in the root of the mean square, of a squared distance.</summary>
    public static double Difference(float[] features, double squared) => Math.Sqrt(squared / features.Length);
}
