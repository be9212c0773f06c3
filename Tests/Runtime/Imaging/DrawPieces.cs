using System;

namespace RnnGen.Tests
{
    /// <summary>Small networks that draw, one for each thing that a blueprint can say.</summary>
    internal static class DrawPieces
    {
        public static readonly string[] Kinds =
        {
            "plain", "no attention", "reads all", "writes all", "grey", "rgb", "rgba", "palette",
            "palette without attention", "learned prior", "feedback", "feedback without attention", "classes",
            "wraps", "large encoder", "small encoder", "everything",
        };

        public static DrawConfig Config(string kind)
        {
            var config = new DrawConfig
            {
                Width = 7, Height = 6, Steps = 3, Size = 9, Latent = 4, Read = 3, Write = 2,
            };
            switch (kind)
            {
                case "no attention":
                    config.Read = config.Write = 0;
                    break;
                case "reads all":
                    config.Read = 0;
                    break;
                case "writes all":
                    config.Write = 0;
                    break;
                case "grey":
                case "rgb":
                case "rgba":
                    config.Output = kind;
                    break;
                case "palette":
                    config.Output = kind;
                    config.Colours = 5;
                    break;
                case "palette without attention":
                    config.Output = "palette";
                    config.Colours = 5;
                    config.Read = config.Write = 0;
                    break;
                case "learned prior":
                    config.LearnedPrior = true;
                    break;
                case "feedback":
                    config.CanvasFeedback = true;
                    break;
                case "feedback without attention":
                    config.CanvasFeedback = true;
                    config.Read = config.Write = 0;
                    break;
                case "classes":
                    config.Classes = 3;
                    break;
                case "wraps":
                    config.Wraps = true;
                    break;
                case "large encoder":
                    config.EncoderSize = 14;
                    break;
                case "small encoder":
                    config.EncoderSize = 5;
                    break;
                case "everything":
                    config.Output = "palette";
                    config.Colours = 4;
                    config.Classes = 3;
                    config.LearnedPrior = config.CanvasFeedback = true;
                    break;
            }

            return config;
        }

        public static DrawNetwork Network(DrawConfig config, out ParameterSet parameters)
        {
            parameters = new ParameterSet(1);
            var network = DrawNetwork.Create(config, parameters);
            Plain.Scatter(parameters, 2);
            return network;
        }

        /// <summary>Makes images of which each pixel is what the blueprint says.</summary>
        public static float[] Images(DrawConfig config, Rng rng, int count)
        {
            var images = new float[count * config.Values];
            int width = config.Width, planes = config.Planes;
            for (var row = 0; row < count * config.Height; row++)
            {
                for (var x = 0; x < width; x++)
                {
                    var colour = rng.Below(planes);
                    for (var plane = 0; plane < planes; plane++)
                    {
                        images[(row * planes + plane) * width + x] =
                            config.Output == "palette" ? (plane == colour ? 1 : 0)
                            : config.Output == "binary" ? rng.Below(2)
                            : rng.Uniform();
                    }
                }
            }

            return images;
        }

        public static float[] Noise(Rng rng, int count)
        {
            var noise = new float[count];
            for (var i = 0; i < count; i++)
            {
                noise[i] = rng.Normal();
            }

            return noise;
        }

        public static double[] Doubles(ReadOnlySpan<float> values)
        {
            return Array.ConvertAll(values.ToArray(), value => (double)value);
        }
    }
}
