#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Copies the weights of a network that draws to one that sees more, and draws the same.</summary>
    /// <remarks>
    /// What was there hears what is new with weights of 0; what is new keeps the weights that it was made with. New
    /// filters are around those that were there, which keep their distance: δ = (longer side - 1) / (N - 1) δ̃, so that
    /// log δ̃ grows by log((N' - 1) / (N - 1)).
    /// </remarks>
    internal static class Sight
    {
        private const int New = -1;

        public static void Copy(DrawModel from, DrawModel to)
        {
            var (before, after) = (from.Network.Config, to.Network.Config);
            for (var i = 0; i < from.Parameters.Count; i++)
            {
                var (source, copy) = (from.Parameters[i], to.Parameters[i]);
                var inputs = InputsOf(source, before, after);
                var outputs = OutputsOf(source, before, after);
                for (var input = 0; input < inputs.Count; input++)
                {
                    var weights = copy.Row(input);
                    for (var output = 0; output < outputs.Count; output++)
                    {
                        if (outputs[output] != New)
                        {
                            weights[output] = inputs[input] == New ? 0 : source.Row(inputs[input])[outputs[output]];
                        }
                    }
                }

                if (source.Name == "heads.bias" && before.Read > 0)
                {
                    copy.Row(0)[before.ReadAt + Glimpse.Stride] +=
                        (float)Elementary.Log((after.Read - 1.0) / (before.Read - 1));
                }

                copy.Changed();
            }
        }

        /// <summary>Gets for each input of a copied parameter which one it was.</summary>
        private static List<int> InputsOf(Parameter source, DrawConfig before, DrawConfig after)
        {
            var origins = new List<int>();
            var rest = 0;
            if (source.Name == "encoder.weight_hh" || source.Name == "latent.weight")
            {
                AddUnits(origins, 0, before, after);
                rest = before.EncoderUnits;
            }
            else if (source.Name == "encoder.weight_ih")
            {
                AddGlimpse(origins, 0, before, after);
                AddGlimpse(origins, before.GlimpseValues, before, after);
                rest = 2 * before.GlimpseValues;
            }
            else if (source.Name == "decoder.weight_ih" && after.CanvasFeedback)
            {
                AddRange(origins, 0, before.Latent);
                rest = before.Latent;
                if (before.CanvasFeedback)
                {
                    AddGlimpse(origins, rest, before, after);
                    rest += before.GlimpseValues;
                }
                else
                {
                    AddNew(origins, after.GlimpseValues);
                }
            }

            AddRange(origins, rest, source.Inputs);
            return origins;
        }

        /// <summary>Gets for each output of a copied parameter which one it was.</summary>
        private static List<int> OutputsOf(Parameter source, DrawConfig before, DrawConfig after)
        {
            var origins = new List<int>();
            var rest = 0;
            if (source.Name.StartsWith("encoder.", StringComparison.Ordinal)
                || source.Name.StartsWith("initial.encoder_", StringComparison.Ordinal))
            {
                // The gates of an LSTM, or the units themselves.
                for (; rest < source.Outputs; rest += before.EncoderUnits)
                {
                    AddUnits(origins, rest, before, after);
                }
            }

            AddRange(origins, rest, source.Outputs);
            return origins;
        }

        private static void AddUnits(List<int> origins, int start, DrawConfig before, DrawConfig after)
        {
            AddRange(origins, start, start + before.EncoderUnits);
            AddNew(origins, after.EncoderUnits - before.EncoderUnits);
        }

        private static void AddGlimpse(List<int> origins, int start, DrawConfig before, DrawConfig after)
        {
            if (before.Read == after.Read)
            {
                AddRange(origins, start, start + before.GlimpseValues);
                return;
            }

            var margin = (after.Read - before.Read) / 2;
            for (var y = -margin; y < before.Read + margin; y++)
            {
                for (var plane = 0; plane < before.Planes; plane++)
                {
                    for (var x = -margin; x < before.Read + margin; x++)
                    {
                        var isThere = x >= 0 && x < before.Read && y >= 0 && y < before.Read;
                        origins.Add(isThere ? start + (y * before.Planes + plane) * before.Read + x : New);
                    }
                }
            }
        }

        private static void AddNew(List<int> origins, int count)
        {
            for (var i = 0; i < count; i++)
            {
                origins.Add(New);
            }
        }

        private static void AddRange(List<int> origins, int first, int end)
        {
            for (var origin = first; origin < end; origin++)
            {
                origins.Add(origin);
            }
        }
    }
}
